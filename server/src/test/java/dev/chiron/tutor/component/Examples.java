package dev.chiron.tutor.component;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Components and replies as a client or a model would send them. */
final class Examples {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Pattern INDEX = Pattern.compile("/(\\d+)(?=/|$)");

    private Examples() {}

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text);
    }

    static Component component(ComponentKind kind) {
        return Components.read(kind, full(kind));
    }

    static boolean accepts(String schema, JsonNode json) {
        return schema(schema).validate(json).isEmpty();
    }

    static Schema schema(String text) {
        return SCHEMAS.getSchema(JSON.readTree(text));
    }

    /**
     * One change of an example that makes it wrong.
     *
     * @param pointer what is changed, as a JSON pointer
     * @param value JSON; {@code -} takes it away
     * @param field where the problem is to be reported
     * @param schemaToo whether a JSON Schema can say it
     */
    record Bad(ComponentKind kind, String pointer, String value, String field, boolean schemaToo) {

        ObjectNode applyTo(ObjectNode good) {
            var json = good.deepCopy();
            var at = JsonPointer.compile(pointer);
            var parent = json.at(at.head());
            var name = at.last().getMatchingProperty();
            var change = value.equals("-") ? null : JSON.readTree(value);
            if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(name), change);
            } else if (parent instanceof ObjectNode object && change == null) {
                object.remove(name);
            } else if (parent instanceof ObjectNode object) {
                object.set(name, change);
            } else {
                throw new IllegalArgumentException("no " + pointer + " in " + json);
            }
            return json;
        }

        /** Of the schema: {@code /options/items/text} for {@code /options/1/text}. */
        String property() {
            return INDEX.matcher(pointer).replaceAll("/items");
        }
    }

    /** Lines of {@code pointer | value | field}, where {@code !} before the field says that no schema can say it. */
    static Stream<Bad> bad(ComponentKind kind, String lines) {
        return lines.lines().filter(line -> !line.isBlank()).map(line -> {
            var parts = line.split(" \\| ", -1);
            var field = parts[2].strip();
            return new Bad(
                    kind,
                    parts[0].strip(),
                    parts[1].strip()
                            .replace("LONG51", "x".repeat(51))
                            .replace("LONG201", "x".repeat(201))
                            .replace("LONG4001", "x".repeat(4_001))
                            .replace("LONG20001", "x".repeat(20_001))
                            .replace("LONG1001", "x".repeat(1_001)),
                    field.startsWith("!") ? field.substring(1) : field,
                    !field.startsWith("!"));
        });
    }

    /** With nothing that is optional. */
    static ObjectNode minimal(ComponentKind kind) {
        return json(
                switch (kind) {
                    case LEARNING_TRACK_CAROUSEL -> """
                        {"tracks":[{"track_id":"t1","title":"Biology","description":"Living things."}]}""";
                    case SKILL_SLIDER -> """
                        {"skill_id":"s","skill_name":"Algebra","prompt_text":"How sure are you?","min_value":0,"max_value":10}""";
                    case TOPIC_BUTTONS -> """
                        {"buttons":[{"button_id":"b1","label":"Cells","topic_id_payload":"cells"}]}""";
                    case GOAL_SELECTOR -> """
                        {"prompt_text":"Why do you learn?","goals":[{"goal_id":"g1","description":"For fun"}]}""";
                    case CODE_ASSESSMENT -> """
                        {"assessment_id":"c","assessment_type":"mcq","problem_statement":"What is printed?",
                         "choices":[{"id":"a","text":"1"},{"id":"b","text":"2"}]}""";
                    case SKILL_MAPPER -> """
                        {"mapper_id":"m","skills":[{"skill_id":"s1","skill_name":"Loops","max_rating":5}]}""";
                    case TIME_SELECTOR -> """
                        {"selector_id":"t","selection_type":"date","prompt_text":"When?"}""";
                    case PREFERENCE_CARDS -> """
                        {"preference_set_id":"p","prompt_text":"How do you like to learn?",
                         "cards":[{"card_id":"c1","title":"Videos","description":"Watch."}]}""";
                    case INTERACTIVE_CODE_EDITOR -> """
                        {"editor_id":"e","language":"python"}""";
                    case DIAGRAM_VIEWER -> """
                        {"diagram_id":"d","diagram_data":"graph TD; A-->B","diagram_type":"mermaid"}""";
                    case DND_EXERCISE -> """
                        {"exercise_id":"x","prompt_text":"Sort.","draggables":[{"id":"d1","label":"Cat"}],
                         "drop_zones":[{"id":"z1","label":"Animals"}]}""";
                    case PROGRESS_VISUALIZER -> """
                        {"visualizer_id":"v","type":"bar","current_progress":3,"total_value":4}""";
                    case QUICK_QUIZ -> """
                        {"quiz_id":"q","question_text":"What do plants make?",
                         "options":[{"id":"a","text":"Sugar"},{"id":"b","text":"Salt"}]}""";
                });
    }

    /** With everything that is optional, defaults written out, in the order in which it is written. */
    static ObjectNode full(ComponentKind kind) {
        return json(
                switch (kind) {
                    case LEARNING_TRACK_CAROUSEL -> """
                        {"tracks":[
                          {"track_id":"t1","title":"Biology","description":"Living things.",
                           "image_url":"https://img.example/bio.png","tags":["cells","plants"]},
                          {"track_id":"t2","title":"Physics","description":"Forces and light."}]}""";
                    case SKILL_SLIDER -> """
                        {"skill_id":"s","skill_name":"Algebra","prompt_text":"How sure are you?","min_value":-1,
                         "max_value":1.5,"current_value":0.25,"step":0.1}""";
                    case TOPIC_BUTTONS -> """
                        {"buttons":[{"button_id":"b1","label":"Cells","topic_id_payload":"cells"},
                          {"button_id":"b2","label":"Plants","topic_id_payload":"plants"}],
                         "prompt_text":"What next?"}""";
                    case GOAL_SELECTOR -> """
                        {"prompt_text":"Why do you learn?","goals":[
                          {"goal_id":"g1","description":"For fun","icon":"🎈"},
                          {"goal_id":"g2","description":"For an exam"}],
                         "allow_multiple_selection":false}""";
                    case CODE_ASSESSMENT -> """
                        {"assessment_id":"c","assessment_type":"mcq","problem_statement":"What is printed?",
                         "code_snippet":"print(True)","choices":[{"id":"a","text":"True"},{"id":"b","text":"true"}]}""";
                    case SKILL_MAPPER -> """
                        {"mapper_id":"m","skills":[
                          {"skill_id":"s1","skill_name":"Loops","max_rating":5,"current_rating":2,
                           "description":"for and while","tags":["python"]},
                          {"skill_id":"s2","skill_name":"Functions","max_rating":10}]}""";
                    case TIME_SELECTOR -> """
                        {"selector_id":"t","selection_type":"date_range","prompt_text":"When?",
                         "min_datetime":"2026-11-22","max_datetime":"2026-12-24T12:00:00Z"}""";
                    case PREFERENCE_CARDS -> """
                        {"preference_set_id":"p","prompt_text":"How do you like to learn?","cards":[
                          {"card_id":"c1","title":"Videos","description":"Watch.",
                           "image_url":"http://img.example/v.png","icon":"play"},
                          {"card_id":"c2","title":"Texts","description":"Read."}],
                         "allow_multiple_selection":true}""";
                    case INTERACTIVE_CODE_EDITOR -> """
                        {"editor_id":"e","language":"python","initial_code":"x = 1\\n","problem_description":"Print x.",
                         "config":{"read_only":false,"show_run_button":true}}""";
                    case DIAGRAM_VIEWER -> """
                        {"diagram_id":"d","diagram_data":"https://img.example/d.svg","diagram_type":"image_url",
                         "caption":"A cell","interactive":true}""";
                    case DND_EXERCISE -> """
                        {"exercise_id":"x","prompt_text":"Sort.","draggables":[
                          {"id":"d1","label":"Cat","group":"animal"},{"id":"d2","label":"Oak","group":"plant"},
                          {"id":"d3","label":"Stone"}],
                         "drop_zones":[{"id":"z1","label":"Animals","accepts_group":"animal"},
                          {"id":"z2","label":"Anything"}]}""";
                    case PROGRESS_VISUALIZER -> """
                        {"visualizer_id":"v","type":"milestones","title":"Biology","current_progress":1.5,
                         "total_value":4,"milestones":[{"name":"Cells","achieved":true,"target_value":1},
                          {"name":"Plants","achieved":false}]}""";
                    case QUICK_QUIZ -> """
                        {"quiz_id":"q","question_text":"What do plants make?",
                         "options":[{"id":"a","text":"Sugar"},{"id":"b","text":"Salt"}],
                         "quiz_type":"true-false"}""";
                });
    }

    /** Answers to {@link #full}. */
    static List<ObjectNode> replies(ComponentKind kind) {
        return Stream.of(
                        switch (kind) {
                            case LEARNING_TRACK_CAROUSEL -> new String[] {"{\"selected_track_id\":\"t2\"}"};
                            case SKILL_SLIDER ->
                                new String[] {
                                    "{\"skill_id\":\"s\",\"selected_value\":0.3}",
                                    "{\"skill_id\":\"s\",\"selected_value\":-1}",
                                    "{\"skill_id\":\"s\",\"selected_value\":1.5}"
                                };
                            case TOPIC_BUTTONS ->
                                new String[] {"{\"button_id_clicked\":\"b2\",\"topic_id_payload\":\"plants\"}"};
                            case GOAL_SELECTOR -> new String[] {"{\"selected_goal_ids\":[\"g2\"]}"};
                            case CODE_ASSESSMENT ->
                                new String[] {"{\"assessment_id\":\"c\",\"submitted_answer_id\":\"b\"}"};
                            case SKILL_MAPPER -> new String[] {"""
                                    {"mapper_id":"m","updated_skills":[{"skill_id":"s1","new_rating":5},
                                     {"skill_id":"s2","new_rating":0}]}""", "{\"mapper_id\":\"m\",\"updated_skills\":[]}"};
                            case TIME_SELECTOR -> new String[] {"""
                                    {"selector_id":"t","selection":{"start_date":"2026-11-22","end_date":"2026-12-24"}}""", """
                                    {"selector_id":"t","selection":{"start_date":"2026-12-01","end_date":"2026-12-01"}}"""};
                            case PREFERENCE_CARDS ->
                                new String[] {
                                    "{\"preference_set_id\":\"p\",\"selected_card_ids\":[\"c2\",\"c1\"]}",
                                    "{\"preference_set_id\":\"p\",\"selected_card_ids\":[\"c1\"]}"
                                };
                            case INTERACTIVE_CODE_EDITOR ->
                                new String[] {
                                    "{\"editor_id\":\"e\",\"current_code\":\"print(1)\",\"action\":\"submit_code\"}",
                                    "{\"editor_id\":\"e\",\"current_code\":\"\",\"action\":\"run_code\"}"
                                };
                            case DND_EXERCISE -> new String[] {"""
                                    {"exercise_id":"x","mapping":[{"draggable_id":"d1","drop_zone_id":"z1"},
                                     {"draggable_id":"d2","drop_zone_id":"z2"},{"draggable_id":"d3","drop_zone_id":"z2"}]}"""};
                            case QUICK_QUIZ -> new String[] {"{\"quiz_id\":\"q\",\"selected_option_id\":\"b\"}"};
                            case DIAGRAM_VIEWER, PROGRESS_VISUALIZER -> new String[] {};
                        })
                .map(Examples::json)
                .toList();
    }
}
