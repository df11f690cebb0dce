package dev.chiron.tutor.curriculum.authoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one JSON object. What is wrong is noted under the member's full name and read as null; a
 * member that is null counts as absent.
 */
final class Fields {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000);
    private static final int MAX_DECIMALS = 6;

    private final JsonNode json;
    private final String path;
    private final Problems problems;

    private Fields(JsonNode json, String path, Problems problems) {
        this.json = json;
        this.path = path;
        this.problems = problems;
    }

    /** The members of an object; null, and noted, when it is none. */
    static @Nullable Fields of(JsonNode json, String path, Problems problems) {
        if (json instanceof ObjectNode) {
            return new Fields(json, path, problems);
        }
        problems.add(path.isEmpty() ? "body" : path, json.isMissingNode() ? "is missing" : "must be an object");
        return null;
    }

    /** The full name of a member. */
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String problem) {
        problems.add(at(name), problem);
    }

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** Whether the member is there, be it null. */
    boolean mentions(String name) {
        return json.has(name);
    }

    JsonNode get(String name) {
        return json.path(name);
    }

    /** Refuses members other than these: a misspelt one must not pass as an absent one. */
    void allowOnly(Set<String> names, String what) {
        for (var each : json.propertyNames()) {
            if (!names.contains(each)) {
                problem(abbreviated(each), "is not a field of " + what);
            }
        }
    }

    /** Text with something in it. */
    @Nullable
    String text(String name, int maxLength) {
        if (!has(name)) {
            problem(name, "is missing");
            return null;
        }
        return optionalText(name, maxLength);
    }

    @Nullable
    String optionalText(String name, int maxLength) {
        return has(name) ? text(get(name), at(name), 1, maxLength, problems) : null;
    }

    /** Text that may be blank. */
    @Nullable
    String looseText(String name, int maxLength) {
        return has(name) ? text(get(name), at(name), 0, maxLength, problems) : null;
    }

    static @Nullable String text(JsonNode value, String at, int minLength, int maxLength, Problems problems) {
        if (!value.isString()) {
            problems.add(at, "must be text");
            return null;
        }
        var text = value.stringValue();
        if (minLength > 0 && text.isBlank()) {
            problems.add(at, "is blank");
        } else if (text.codePointCount(0, text.length()) > maxLength) {
            problems.add(at, "must have " + maxLength + " characters at most");
        } else if (text.codePoints().anyMatch(Fields::unstorable)) {
            problems.add(at, "has a character that cannot be stored");
        } else {
            return text;
        }
        return null;
    }

    /** NUL, which Postgres refuses, and halves of characters. */
    private static boolean unstorable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    @Nullable
    BigDecimal number(String name) {
        if (!has(name)) {
            problem(name, "is missing");
            return null;
        }
        return optionalNumber(name);
    }

    @Nullable
    BigDecimal optionalNumber(String name) {
        if (!has(name)) {
            return null;
        }
        var value = get(name);
        if (!value.isNumber()) {
            problem(name, "must be a number");
            return null;
        }
        // As a double first: the exact form of 1e999999999 is too large to be looked at.
        var rough = value.asDouble(Double.NaN);
        if (!(Math.abs(rough) <= LARGEST.doubleValue())) {
            problem(name, "must be between -" + LARGEST + " and " + LARGEST);
            return null;
        }
        var exact = value.decimalValue();
        if (exact.scale() > MAX_DECIMALS) {
            problem(name, "must have " + MAX_DECIMALS + " decimal places at most");
            return null;
        }
        return exact;
    }

    @Nullable
    Integer optionalWhole(String name, int min, int max) {
        if (!has(name)) {
            return null;
        }
        var value = get(name);
        var whole = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
        if (!(whole >= min && whole <= max) || whole != Math.rint(whole)) {
            problem(name, "must be a whole number from " + min + " to " + max);
            return null;
        }
        return (int) whole;
    }

    /** The elements of an array; null, and noted, when it is none or has too few or too many. */
    @Nullable
    List<JsonNode> list(String name, int min, int max) {
        if (!mentions(name)) {
            problem(name, "is missing");
            return null;
        }
        var value = get(name);
        if (!value.isArray()) {
            problem(name, "must be a list");
            return null;
        }
        if (value.size() < min || value.size() > max) {
            problem(name, min == 0 ? "must have " + max + " at most" : "must have " + min + " to " + max);
            return null;
        }
        var elements = new ArrayList<JsonNode>();
        value.forEach(elements::add);
        return elements;
    }

    /** A UUID in its usual form; null when it is none, which is noted. */
    static @Nullable UUID uuid(JsonNode value, String at, Problems problems) {
        var text = value.stringValueOpt().orElse("");
        try {
            // Java also takes shortened groups, which nobody means.
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Noted below.
        }
        problems.add(at, "is not a valid UUID");
        return null;
    }

    private static String abbreviated(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
