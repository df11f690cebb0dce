/** What there is to learn: the snippets that the tutor teaches from, and the tracks with their units. */
@NullMarked
package dev.chiron.tutor.curriculum;

import org.jspecify.annotations.NullMarked;
