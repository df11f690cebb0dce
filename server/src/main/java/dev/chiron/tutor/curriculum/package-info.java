/** What there is to learn: the snippets that the tutor teaches from. */
@NullMarked
package dev.chiron.tutor.curriculum;

import org.jspecify.annotations.NullMarked;
