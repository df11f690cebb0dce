package dev.chiron.tutor.component;

import org.jspecify.annotations.Nullable;

/**
 * What a model has written: the component, and apart from it the key that the model gave.
 *
 * @param key null for a component that is not graded
 */
public record ModelComponent(Component component, @Nullable AnswerKey key) {}
