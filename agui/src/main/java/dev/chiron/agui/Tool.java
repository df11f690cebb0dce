package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A frontend tool that a client offers for a run.
 *
 * @param name unique within one input by convention, not checked
 * @param description for the model
 * @param parameters a JSON Schema; JSON {@code null} counts as absent
 * @param metadata free members, not copied
 */
public record Tool(
        String name,
        String description,
        @Nullable JsonNode parameters,
        @Nullable ObjectNode metadata) {

    /** Takes JSON {@code null} parameters as absent. */
    public Tool {
        parameters = Values.absentIfNull(parameters);
    }

    /** A tool without metadata. */
    public static Tool of(String name, String description, @Nullable JsonNode parameters) {
        return new Tool(name, description, parameters, null);
    }
}
