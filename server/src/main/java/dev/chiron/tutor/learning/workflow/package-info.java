/** The life of a learning path as a durable workflow, and the rules that decide what is next. */
@NullMarked
package dev.chiron.tutor.learning.workflow;

import org.jspecify.annotations.NullMarked;
