/** The rows of snippets, tracks, units and their keys. */
@NullMarked
package dev.chiron.tutor.curriculum.store;

import org.jspecify.annotations.NullMarked;
