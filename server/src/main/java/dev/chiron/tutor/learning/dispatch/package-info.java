/** Brings started paths and given answers to their workflow, again and again until it has them. */
@NullMarked
package dev.chiron.tutor.learning.dispatch;

import org.jspecify.annotations.NullMarked;
