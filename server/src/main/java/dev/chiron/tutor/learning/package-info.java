/** Learners on their tracks: a path that waits for answers, grades them and shows what is next. */
@NullMarked
package dev.chiron.tutor.learning;

import org.jspecify.annotations.NullMarked;
