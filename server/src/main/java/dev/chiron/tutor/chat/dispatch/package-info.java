/** Brings accepted turns to their session's workflow, again and again until one has taken them. */
@NullMarked
package dev.chiron.tutor.chat.dispatch;

import org.jspecify.annotations.NullMarked;
