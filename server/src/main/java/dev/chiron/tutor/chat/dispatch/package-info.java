/** Brings accepted turns to their session's workflow, or first to the path that decides them, until one has taken them. */
@NullMarked
package dev.chiron.tutor.chat.dispatch;

import org.jspecify.annotations.NullMarked;
