package dev.chiron.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The answer to one HTTP call.
 *
 * @param status the HTTP status
 * @param headers all headers by lower-case name
 * @param body the JSON of the body; missing (never null) when there is none or it is not JSON
 * @param text the body as it came, UTF-8
 */
public record Answer(int status, Map<String, List<String>> headers, JsonNode body, String text) {

    /** The first value of a header, its name without regard to case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().getFirst())
                .findFirst();
    }

    /**
     * The text of a member of the body, its path separated by dots, as in {@code user.email} or {@code units.0.title}.
     *
     * @throws AssertionError when there is no such member
     */
    public String string(String path) {
        JsonNode found = at(path);
        if (found.isMissingNode() || found.isNull()) {
            throw new AssertionError("no " + path + " in " + this);
        }
        return found.isString() ? found.stringValue() : found.toString();
    }

    /** A member of the body, its path separated by dots; a missing node when there is none. */
    public JsonNode at(String path) {
        JsonNode node = body;
        for (String step : path.split("\\.", -1)) {
            node = node.isArray() && step.chars().allMatch(Character::isDigit)
                    ? node.path(Integer.parseInt(step))
                    : node.path(step);
        }
        return node;
    }

    static JsonNode jsonOrMissing(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.parse(text);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return "answer " + status + ": " + text;
    }
}
