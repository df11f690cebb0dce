package dev.chiron.tutor.chat.activity;

import dev.chiron.tutor.chat.stream.TurnEvent;
import dev.chiron.tutor.chat.stream.TurnPublisher;
import dev.chiron.tutor.llm.LanguageModel.DeltaSink;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.platform.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * One attempt's reply on its way out. It makes of a model's pieces what every reader can take: a character that a
 * model splits over two pieces (a surrogate pair) goes out whole, and what no database or JSON reader can hold (NUL,
 * half a pair alone) is replaced by U+FFFD.
 */
final class Speech implements DeltaSink {

    private static final char REPLACEMENT = '\uFFFD';

    private final TurnPublisher publisher;
    private final MessageId message;
    private final int limit;
    private int length;
    private char waiting;

    Speech(TurnPublisher publisher, MessageId message, int limit) {
        this.publisher = publisher;
        this.message = message;
        this.limit = limit;
    }

    @Override
    public void accept(String delta) {
        var clean = clean(delta);
        if (!clean.isEmpty()) {
            say(clean);
        }
    }

    private void say(String text) {
        if (length + text.length() > limit) {
            throw new ModelException(ModelException.Kind.INVALID, "the reply has more than " + limit + " characters");
        }
        if (length == 0) {
            publisher.publish(new TurnEvent.ReplyStarted(message));
        }
        length += text.length();
        publisher.publish(new TurnEvent.ReplyDelta(message, text));
    }

    private String clean(String delta) {
        var clean = new StringBuilder(delta.length() + 1);
        for (var i = 0; i < delta.length(); i++) {
            var c = delta.charAt(i);
            if (waiting != 0) {
                if (Character.isLowSurrogate(c)) {
                    clean.append(waiting).append(c);
                    waiting = 0;
                    continue;
                }
                clean.append(REPLACEMENT);
                waiting = 0;
            }
            if (Character.isHighSurrogate(c)) {
                waiting = c;
            } else {
                clean.append(c == 0 || Character.isLowSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }

    /** Ends the reply, whole or not. */
    void end() {
        if (waiting != 0) {
            waiting = 0;
            say(String.valueOf(REPLACEMENT));
        }
        if (length > 0) {
            publisher.publish(new TurnEvent.ReplyEnded(message));
        }
    }

    /** Characters said so far. */
    int length() {
        return length;
    }

    /** The id under which is said what is said. */
    MessageId message() {
        return message;
    }

    /** The streamed message; null when nothing was said. */
    @Nullable
    MessageId spoken() {
        return length > 0 ? message : null;
    }
}
