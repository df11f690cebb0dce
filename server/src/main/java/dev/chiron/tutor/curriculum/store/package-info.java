/** The snippets' rows and their search. */
@NullMarked
package dev.chiron.tutor.curriculum.store;

import org.jspecify.annotations.NullMarked;
