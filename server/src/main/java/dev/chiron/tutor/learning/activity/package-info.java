/** The side effects of a path, one each and safe to repeat. */
@NullMarked
package dev.chiron.tutor.learning.activity;

import org.jspecify.annotations.NullMarked;
