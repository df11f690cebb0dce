/** The live events of turns: publish, subscribe, fold to a snapshot. Knows nothing of SSE. */
@NullMarked
package dev.chiron.tutor.chat.stream;

import org.jspecify.annotations.NullMarked;
