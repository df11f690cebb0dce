package dev.chiron.tutor.chat.api;

import dev.chiron.agui.ContentPart;
import dev.chiron.agui.Message;
import dev.chiron.agui.MessageContent;
import dev.chiron.tutor.platform.ApiException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What may be said, and by which ids it may be called. */
final class Said {

    /** Code points of one message. */
    static final int MAX_CONTENT = 16_000;

    private static final int MAX_TITLE = 80;

    private Said() {}

    /** @throws ApiException 400 unless the id has 1 to 200 characters that can be stored, and sent back as they came */
    static void checkId(String field, String id) {
        if (id.isEmpty() || id.length() > 200 || id.indexOf('\0') >= 0) {
            throw ApiException.validation(field, "must have 1 to 200 characters");
        }
        requireStorable(field, id);
    }

    /** The id that a client's id is, if it is a UUID in its usual form; any other is kept as it was written. */
    static Optional<UUID> uuid(String id) {
        try {
            var uuid = UUID.fromString(id);
            return uuid.toString().equals(id) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws ApiException 400 unless the content has 1 to 16,000 characters that can be stored, not all blank */
    static void checkContent(String field, String content) {
        if (content.isBlank()) {
            throw ApiException.validation(field, "is empty or blank");
        }
        if (content.codePointCount(0, content.length()) > MAX_CONTENT) {
            throw ApiException.validation(field, "has more than " + MAX_CONTENT + " characters");
        }
        requireStorable(field, content);
    }

    /**
     * A user message in words: its text, or what its parts are when none of them is text. Empty when it says nothing.
     */
    static String words(Message.UserMessage message) {
        var text = message.text();
        if (!text.isBlank() || !(message.content() instanceof MessageContent.Parts(List<ContentPart> parts))) {
            return text;
        }
        if (parts.isEmpty()) {
            // Its parts are of types that nobody here knows; that there was something is all that can be told.
            return "[Something that cannot be read here]";
        }
        return parts.stream().map(Said::kind).filter(kind -> !kind.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String kind(ContentPart part) {
        return switch (part) {
            case ContentPart.Text _ -> "";
            case ContentPart.Binary binary -> kind(binary.upgraded());
            case ContentPart.Media media ->
                switch (media.kind()) {
                    case IMAGE -> "[A picture]";
                    case AUDIO -> "[A sound]";
                    case VIDEO -> "[A video]";
                    case DOCUMENT -> "[A document]";
                };
        };
    }

    /** @throws ApiException 400 when the text has what a database cannot keep: a NUL, or half a character */
    static void requireStorable(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw ApiException.validation(field, "has a NUL character");
        }
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw ApiException.validation(field, "has half a character (an unpaired surrogate)");
                }
                i++;
            }
        }
    }

    /** The same of every text and name in a tree. */
    static void requireStorable(String field, JsonNode tree) {
        if (tree.isString()) {
            requireStorable(field, tree.stringValue());
        }
        for (var child : tree) {
            requireStorable(field, child);
        }
        if (tree.isObject()) {
            tree.propertyNames().forEach(name -> requireStorable(field, name));
        }
    }

    /** The first line that says something, cut at a word to 80 characters. */
    static String title(String content) {
        var line = content.strip().lines().findFirst().orElse("").strip();
        if (line.codePointCount(0, line.length()) <= MAX_TITLE) {
            return line;
        }
        var cut = line.substring(0, line.offsetByCodePoints(0, MAX_TITLE - 1));
        var space = cut.lastIndexOf(' ');
        return (space > MAX_TITLE / 2 ? cut.substring(0, space) : cut) + "…";
    }
}
