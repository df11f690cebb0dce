/** Chat sessions: a message or an answer in, a durable reply out, also where a path decides what it says. */
@NullMarked
package dev.chiron.tutor.chat;

import org.jspecify.annotations.NullMarked;
