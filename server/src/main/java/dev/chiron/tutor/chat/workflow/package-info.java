/** The life of a chat session as a durable workflow: which turn is next and what its outcome means. */
@NullMarked
package dev.chiron.tutor.chat.workflow;

import org.jspecify.annotations.NullMarked;
