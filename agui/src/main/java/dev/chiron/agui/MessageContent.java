package dev.chiron.agui;

import java.util.List;
import java.util.stream.Collectors;

/** The content of a user message, a tool message or a tool result: a string or parts. */
public sealed interface MessageContent {

    /** Content that is a string. */
    static MessageContent of(String text) {
        return new Plain(text);
    }

    /** Content that is an array of parts. */
    static MessageContent of(List<ContentPart> parts) {
        return new Parts(parts);
    }

    /** The plain text: the string, or the text parts joined by a line feed; other parts are skipped. Never null. */
    default String text() {
        return switch (this) {
            case Plain(String value) -> value;
            case Parts(List<ContentPart> parts) ->
                parts.stream()
                        .filter(ContentPart.Text.class::isInstance)
                        .map(part -> ((ContentPart.Text) part).text())
                        .collect(Collectors.joining("\n"));
        };
    }

    /**
     * A string.
     *
     * @param value may be empty
     */
    record Plain(String value) implements MessageContent {}

    /**
     * An array of parts.
     *
     * @param parts may be empty, as when a sender's parts were all of unknown types
     */
    record Parts(List<ContentPart> parts) implements MessageContent {
        /** Copies the list. */
        public Parts {
            parts = List.copyOf(parts);
        }
    }
}
