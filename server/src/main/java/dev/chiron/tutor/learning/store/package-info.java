/** Rows of progress and attempts. */
@NullMarked
package dev.chiron.tutor.learning.store;

import org.jspecify.annotations.NullMarked;
