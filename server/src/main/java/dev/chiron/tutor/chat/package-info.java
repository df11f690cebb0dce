/** Chat sessions: a message in, a durable reply out. */
@NullMarked
package dev.chiron.tutor.chat;

import org.jspecify.annotations.NullMarked;
