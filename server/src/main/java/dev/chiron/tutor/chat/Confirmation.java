package dev.chiron.tutor.chat;

import dev.chiron.tutor.platform.InterruptId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A yes or no that stands before a deed.
 *
 * @param message what is asked, for the learner
 * @param deed what a yes does
 * @param lifetime afterwards it can only be dismissed, from the moment on at which the turn that asks has ended
 */
public record Confirmation(InterruptId id, String message, Deed deed, Duration lifetime) {

    /** The reason of its interrupt, as AG-UI names it. */
    public static final String REASON = "confirmation";

    private static final String CONFIRMED = "confirmed";

    /** The JSON Schema of the answer. */
    public static ObjectNode responseSchema() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject(CONFIRMED).put("type", "boolean");
        schema.putArray("required").add(CONFIRMED);
        return schema;
    }

    /** The answer that says just this. */
    public static ObjectNode payload(boolean confirmed) {
        return JsonNodeFactory.instance.objectNode().put(CONFIRMED, confirmed);
    }

    /** What an answer says; empty when it does not fit the schema. */
    public static Optional<Boolean> read(@Nullable JsonNode payload) {
        var confirmed = payload == null || !payload.isObject() ? null : payload.get(CONFIRMED);
        return confirmed == null || !confirmed.isBoolean() ? Optional.empty() : Optional.of(confirmed.booleanValue());
    }
}
