package dev.chiron.tutor.llm;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model may call instead of, or besides, saying something. It is never run here: a call is part of the reply.
 *
 * @param name 1 to 200 characters, not all blank; a model's API may get another form of it
 * @param description tells the model what it is for; not blank
 * @param parametersSchema a JSON Schema of the arguments, itself a JSON object
 */
public record Tool(String name, String description, String parametersSchema) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_NAME = 200;

    /** @throws IllegalArgumentException for a name, description or schema that no model could be offered */
    public Tool {
        if (name.isBlank() || name.length() > MAX_NAME || description.isBlank()) {
            throw new IllegalArgumentException("a tool has a name and a description: " + name);
        }
        if (!isObject(parametersSchema)) {
            throw new IllegalArgumentException("the parameters' schema of " + name + " is not a JSON object");
        }
    }

    private static boolean isObject(String json) {
        try {
            return JSON.readTree(json).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
