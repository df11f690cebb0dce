/** The rows of sessions, turns, messages and shown components. */
@NullMarked
package dev.chiron.tutor.chat.store;

import org.jspecify.annotations.NullMarked;
