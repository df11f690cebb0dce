package dev.chiron.tutor.component;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong, so that an author sees all of it at once. Values come from JSON, where anything may be absent
 * whatever a record's types say.
 */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String field, String problem) {
        found.add(new Problem(field, problem));
    }

    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    void throwForComponent() {
        if (!found.isEmpty()) {
            throw new InvalidComponentException(found);
        }
    }

    void throwForReply() {
        if (!found.isEmpty()) {
            throw new InvalidReplyException(found);
        }
    }

    void id(String field, @Nullable String value) {
        text(field, value, Limits.ID_LENGTH);
    }

    void text(String field, @Nullable String value, int maxLength) {
        if (value == null) {
            add(field, "is missing");
        } else if (value.isBlank()) {
            add(field, "must not be blank");
        } else {
            lengthAndCharacters(field, value, maxLength);
        }
    }

    void optionalText(String field, @Nullable String value, int maxLength) {
        if (value != null) {
            text(field, value, maxLength);
        }
    }

    /** For what a learner may also leave empty. */
    void maybeBlank(String field, @Nullable String value, int maxLength) {
        if (value == null) {
            add(field, "is missing");
        } else {
            lengthAndCharacters(field, value, maxLength);
        }
    }

    private void lengthAndCharacters(String field, String value, int maxLength) {
        if (value.codePointCount(0, value.length()) > maxLength) {
            add(field, "must have at most " + maxLength + " characters");
        } else if (!storable(value)) {
            add(field, "holds a character that cannot be stored");
        }
    }

    /** Postgres refuses NUL in a text, and half a surrogate pair in JSON. */
    private static boolean storable(String value) {
        return value.codePoints()
                .noneMatch(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE));
    }

    void link(String field, @Nullable String value) {
        text(field, value, Limits.LINK_LENGTH);
        if (value != null && !value.isBlank() && !isWebAddress(value)) {
            add(field, "must be an http or https address");
        }
    }

    void optionalLink(String field, @Nullable String value) {
        if (value != null) {
            link(field, value);
        }
    }

    private static boolean isWebAddress(String value) {
        try {
            var address = new URI(value);
            var scheme = address.getScheme();
            return scheme != null
                    && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The list without what is missing in it; empty when it is missing itself. Either is a problem. */
    <T> List<T> list(String field, @Nullable List<? extends @Nullable T> values, int min, int max) {
        if (values == null) {
            add(field, "is missing");
            return List.of();
        }
        if (values.size() < min || values.size() > max) {
            add(field, "must have " + (min == 0 ? "at most " : min + " to ") + max + " entries");
        }
        var present = new ArrayList<T>();
        for (var i = 0; i < Math.min(values.size(), max); i++) {
            var each = values.get(i);
            if (each == null) {
                add(at(field, i), "is missing");
            } else {
                present.add(each);
            }
        }
        return List.copyOf(present);
    }

    /** Like {@link #list}, but absent is the same as empty. */
    <T> List<T> optionalList(String field, @Nullable List<? extends @Nullable T> values, int max) {
        return values == null ? List.of() : list(field, values, 0, max);
    }

    void tags(String field, @Nullable List<String> values) {
        List<String> tags = optionalList(field, values, Limits.TAGS_MAX);
        for (var i = 0; i < tags.size(); i++) {
            text(at(field, i), tags.get(i), Limits.TAG_LENGTH);
        }
    }

    List<String> hints(@Nullable List<String> values) {
        List<String> hints = optionalList("hints", values, Limits.HINTS_MAX);
        for (var i = 0; i < hints.size(); i++) {
            text(at("hints", i), hints.get(i), Limits.HINT_LENGTH);
        }
        return hints;
    }

    <T> void distinct(String field, List<T> values, String name, Function<T, @Nullable String> id) {
        var seen = new HashSet<String>();
        for (var i = 0; i < values.size(); i++) {
            var each = id.apply(values.get(i));
            if (each != null && !seen.add(each)) {
                add(at(field, i) + (name.isEmpty() ? "" : "." + name), "is the same as an earlier one");
            }
        }
    }

    /** In its plain form ({@code 5}, not {@code 5.0} or {@code 5E0}), so that equal numbers are equal. */
    @Nullable
    BigDecimal number(String field, @Nullable BigDecimal value, int decimals) {
        if (value == null) {
            add(field, "is missing");
            return null;
        }
        // First, because a number like 1e999999999 must not be written out.
        if (value.abs().compareTo(Limits.NUMBER_MAX) > 0) {
            add(field, "must be between -1000000000 and 1000000000");
            return null;
        }
        var stripped = value.stripTrailingZeros();
        if (stripped.scale() > decimals) {
            add(field, "must have at most " + decimals + " decimals");
            return null;
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    void within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            add(field, "must be between " + min + " and " + max);
        }
    }

    static String at(String field, int index) {
        return field + "[" + index + "]";
    }

    /** Two options that a reader cannot tell apart have the same normal form. */
    static @Nullable String normalForm(@Nullable String text) {
        return text == null
                ? null
                : Normalizer.normalize(text, Normalizer.Form.NFC)
                        // Before strip(), which leaves a no-break space where it is.
                        .replaceAll("(?U)\\s+", " ")
                        .strip()
                        .toLowerCase(Locale.ROOT);
    }

    static <T> T known(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
