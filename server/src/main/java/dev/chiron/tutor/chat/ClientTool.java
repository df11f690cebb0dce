package dev.chiron.tutor.chat;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a learner's client can do when the tutor asks for it, besides showing components.
 *
 * @param name as the client offered it; 1 to 200 characters, not blank, none of a component
 * @param description tells the model what it is for; not blank
 * @param parameters a JSON Schema of an object
 */
public record ClientTool(String name, String description, ObjectNode parameters) {}
