package dev.chiron.tutor.chat.api;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A yes or a no that a learner typed, because their client knows nothing of interrupts. */
final class TypedConfirmation {

    private static final Set<String> YES = Set.of(
            "y",
            "yes",
            "yes please",
            "yes leave",
            "yes leave it",
            "yes do it",
            "yeah",
            "yep",
            "yup",
            "sure",
            "ok",
            "okay",
            "please do",
            "do it",
            "go ahead",
            "of course",
            "confirm",
            "confirmed",
            "i confirm",
            "i am sure",
            "i'm sure",
            "leave",
            "leave it",
            "absolutely",
            "definitely");

    private static final Set<String> NO = Set.of(
            "n",
            "no",
            "no thanks",
            "no thank you",
            "no stay",
            "no i'll stay",
            "nope",
            "nah",
            "not now",
            "cancel",
            "don't",
            "do not",
            "never mind",
            "nevermind",
            "stay",
            "i'll stay",
            "i changed my mind",
            "keep going",
            "no keep going");

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}']+");

    /** No yes or no is longer; what is longer is talk, and not worth a look. */
    private static final int MAX_CHARACTERS = 60;

    private TypedConfirmation() {}

    /** What the text answers; empty when it is no answer but talk. */
    static Optional<Boolean> of(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        var plain = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        var words = NO_LETTERS.matcher(plain).replaceAll(" ").strip();
        return YES.contains(words) ? Optional.of(true) : NO.contains(words) ? Optional.of(false) : Optional.empty();
    }
}
