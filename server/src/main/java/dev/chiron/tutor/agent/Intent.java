package dev.chiron.tutor.agent;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message asks for, as far as its form tells. */
sealed interface Intent {

    /** "Teach me about X": the learner wants the library's lesson on a topic. */
    record TeachAbout(String topic) implements Intent {}

    /** "Teach me": about what? */
    record TeachSomething() implements Intent {}

    /** "I want to leave this track": the learner wants to be off it. */
    record LeaveTrack() implements Intent {}

    /** "Start the track from the beginning": the learner wants to have done nothing of it. */
    record RestartTrack() implements Intent {}

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

    /** No wish of one of these forms is longer; what is longer is a story in which it may occur. */
    int LONGEST_WISH = 200;

    String POLITELY = "(?:(?:hi|hello|hey|ok|okay|well|so|actually|please|sorry)\\b[\\s,!.]*+){0,3}"
            + "(?:i(?:'d| would)? (?:really )?(?:want|like|wish|need) to |i (?:want|wanna) |i'd rather |i'm going to "
            + "|i(?:'m| am) gonna |i'll |i will |let me |let's |(?:can|could|may) (?:i|we) |(?:can|could|would|will) you "
            + "|help me )?(?:please )?(?:just )?";

    String TRACK = "(?:(?:this|the|my|that|our)(?: current| whole)? )?(?:learning )?(?:track|path|course)";

    String AFTERWARDS = "(?: (?:now|please|for now|for today|today|right now|then|here|early|thanks|thank you))*";

    Pattern LEAVE = Pattern.compile(POLITELY
            + "(?:(?:leave|quit|exit|abandon|drop(?: out of)?|get out of|get off|step out of|stop|end|cancel|give up(?: on)?"
            + "|unenroll from|be done with) " + TRACK
            + "|(?:take me off|get me out of|get me off|remove me from|sign me off) " + TRACK
            + "|stop (?:doing|following|taking|with) " + TRACK + ")" + AFTERWARDS);

    String FROM_THE_START = "(?: all over| over| again| anew| once more| from scratch| from zero"
            + "| (?:from|at) (?:the )?(?:very )?(?:beginning|start))";

    Pattern RESTART = Pattern.compile(POLITELY
            + "(?:(?:restart|reset|redo) " + TRACK + "(?: progress)?" + FROM_THE_START + "*"
            + "|(?:restart|reset|erase|delete|clear|wipe) (?:all )?(?:my |the |of my )?progress(?: (?:on|in|of) "
            + TRACK + ")?"
            + "|(?:start|begin) (?:over|again|anew)(?: with| on)? " + TRACK + FROM_THE_START + "*"
            + "|(?:start|begin|do|take|go through) " + TRACK + FROM_THE_START + "+)" + AFTERWARDS);

    /** What is not a letter or an apostrophe, between words. */
    Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}']+");

    static Intent of(String message) {
        var words = wish(message);
        if (words != null && LEAVE.matcher(words).matches()) {
            return new LeaveTrack();
        }
        if (words != null && RESTART.matcher(words).matches()) {
            return new RestartTrack();
        }
        var match = TEACH.matcher(message.strip());
        if (!match.matches()) {
            return new Ask();
        }
        var topic = withoutPlease(withoutEndMarks(match.group("topic").strip()));
        return EMPTY_TOPIC.matcher(topic.toLowerCase(Locale.ROOT)).matches()
                ? new TeachSomething()
                : new TeachAbout(topic);
    }

    /** A short message as its words in lower case; null for a long one. */
    private static @Nullable String wish(String message) {
        return message.length() > LONGEST_WISH
                ? null
                : BETWEEN_WORDS
                        .matcher(message.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                        .replaceAll(" ")
                        .strip();
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
