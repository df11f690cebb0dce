package dev.chiron.tutor.component;

import tools.jackson.databind.node.ObjectNode;

/** The checked-in schemas with the fields of a key added, which only a model gets to see. */
final class ModelSchemas {

    static final String QUICK_QUIZ = quickQuiz();
    static final String CODE_ASSESSMENT = codeAssessment();

    private ModelSchemas() {}

    private static String quickQuiz() {
        var schema = withKey(ComponentKind.QUICK_QUIZ, "The id of the one right option. The learner never sees it.");
        schema.withArray("required").add("correct_option_id");
        return ComponentJson.text(schema);
    }

    private static String codeAssessment() {
        var schema = withKey(
                ComponentKind.CODE_ASSESSMENT,
                "The id of the one right choice; required for assessment_type mcq. The learner never sees it.");
        // The first rule of the schema is the one for mcq, as a test holds.
        schema.withArray("allOf").get(0).path("then").withArray("required").add("correct_option_id");
        return ComponentJson.text(schema);
    }

    private static ObjectNode withKey(ComponentKind kind, String what) {
        var schema = ComponentJson.parse(kind.schema());
        var properties = schema.withObject("properties");
        properties
                .putObject("correct_option_id")
                .put("type", "string")
                .put("minLength", 1)
                .put("maxLength", Limits.ID_LENGTH)
                .put("description", what);
        properties
                .putObject("explanation")
                .put("type", "string")
                .put("maxLength", Limits.TEXT_LENGTH)
                .put("description", "Why the right one is right, in Markdown; shown after the answer.");
        return schema;
    }
}
