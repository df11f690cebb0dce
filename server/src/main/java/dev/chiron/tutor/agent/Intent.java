package dev.chiron.tutor.agent;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a message asks for, as far as its form tells. */
sealed interface Intent {

    /** "Teach me about X": the learner wants the library's lesson on a topic. */
    record TeachAbout(String topic) implements Intent {}

    /** "Teach me": about what? */
    record TeachSomething() implements Intent {}

    /** Everything else. */
    record Ask() implements Intent {}

    /** Possessive where it repeats: a long message takes time in proportion to its length. */
    Pattern TEACH = Pattern.compile(
            "^(?:(?:hi|hello|hey)\\b)?[\\s,!.]*+(?:(?:can|could|would|will)\\s++you\\s++)?(?:please\\s++)?"
                    + "(?:teach|tutor)\\s++me(?![\\w-])[\\s,]*+"
                    + "(?:(?:something|more|a bit)(?=[\\s,.?!]|$)\\s*+)?"
                    + "(?:(?:about|on|in|the basics of)(?=[\\s,.?!]|$)\\s*+)?(?<topic>.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    Pattern EMPTY_TOPIC = Pattern.compile("^(?:something|anything|please|stuff|things|a lesson|new(?: things?)?)?$");

    static Intent of(String message) {
        var match = TEACH.matcher(message.strip());
        if (!match.matches()) {
            return new Ask();
        }
        var topic = withoutPlease(withoutEndMarks(match.group("topic").strip()));
        return EMPTY_TOPIC.matcher(topic.toLowerCase(Locale.ROOT)).matches()
                ? new TeachSomething()
                : new TeachAbout(topic);
    }

    private static String withoutEndMarks(String text) {
        var end = text.length();
        while (end > 0
                && (Character.isWhitespace(text.charAt(end - 1)) || "?!.,;:".indexOf(text.charAt(end - 1)) >= 0)) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String withoutPlease(String text) {
        var start = text.length() - "please".length();
        var isLastWord = start > 0
                && text.regionMatches(true, start, "please", 0, "please".length())
                && (Character.isWhitespace(text.charAt(start - 1)) || text.charAt(start - 1) == ',');
        return isLastWord ? withoutEndMarks(text.substring(0, start)) : text;
    }
}
