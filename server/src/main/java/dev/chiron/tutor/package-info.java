/** Chiron, an AI tutor that people learn from for weeks. */
@NullMarked
package dev.chiron.tutor;

import org.jspecify.annotations.NullMarked;
