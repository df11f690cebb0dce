/** The rows of sessions, turns and messages. */
@NullMarked
package dev.chiron.tutor.chat.store;

import org.jspecify.annotations.NullMarked;
