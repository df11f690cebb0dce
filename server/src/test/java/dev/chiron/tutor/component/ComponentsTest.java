package dev.chiron.tutor.component;

import static dev.chiron.tutor.component.Examples.JSON;
import static dev.chiron.tutor.component.Examples.accepts;
import static dev.chiron.tutor.component.Examples.bad;
import static dev.chiron.tutor.component.Examples.full;
import static dev.chiron.tutor.component.Examples.json;
import static dev.chiron.tutor.component.Examples.minimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.component.Examples.Bad;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A component is shown only when all of it is as its schema and its record say")
class ComponentsTest {

    // Goal: what is good is good for the record and for the schema that clients and models are given.
    @ParameterizedTest
    @EnumSource
    void goodOnesPassRecordAndSchema(ComponentKind kind) {
        for (var example : List.of(minimal(kind), full(kind))) {
            assertThat(Examples.schema(kind.schema()).validate(example)).isEmpty();
            var component = Components.read(kind, example);
            assertThat(component.kind()).isEqualTo(kind);
            assertThat(component).isExactlyInstanceOf(kind.type());

            var written = JSON.readTree(Components.arguments(component).toString());
            assertThat(accepts(kind.schema(), written)).isTrue();
            assertThat(Components.read(kind, written)).isEqualTo(component);
        }
    }

    // Goal: arguments are written with the names and in the order of the contract, and nothing is lost.
    @ParameterizedTest
    @EnumSource
    void whatIsReadIsWritten(ComponentKind kind) {
        assertThat(Components.arguments(Components.read(kind, full(kind))).toString())
                .isEqualTo(full(kind).toString());
    }

    // Goal: absent optionals stay absent; a default is written out, so that no client has to know it.
    @ParameterizedTest
    @EnumSource
    void onlyDefaultsAreAddedToWhatIsRead(ComponentKind kind) {
        var expected = minimal(kind);
        switch (kind) {
            case SKILL_SLIDER -> expected.put("step", 1);
            case GOAL_SELECTOR -> expected.put("allow_multiple_selection", false);
            case PREFERENCE_CARDS -> expected.put("allow_multiple_selection", true);
            case DIAGRAM_VIEWER -> expected.put("interactive", false);
            case LEARNING_TRACK_CAROUSEL,
                    TOPIC_BUTTONS,
                    CODE_ASSESSMENT,
                    SKILL_MAPPER,
                    TIME_SELECTOR,
                    INTERACTIVE_CODE_EDITOR,
                    DND_EXERCISE,
                    PROGRESS_VISUALIZER,
                    QUICK_QUIZ -> {}
        }
        assertThat(Components.arguments(Components.read(kind, minimal(kind))).toString())
                .isEqualTo(expected.toString());
    }

    static Stream<Bad> badOnes() {
        return Stream.of(
                        bad(ComponentKind.LEARNING_TRACK_CAROUSEL, """
                                /tracks | - | tracks
                                /tracks | [] | tracks
                                /tracks | {} | tracks
                                /tracks/0 | null | tracks[0]
                                /tracks/0/track_id | "" | tracks[0].track_id
                                /tracks/1/track_id | "t1" | !tracks[1].track_id
                                /tracks/0/title | "LONG201" | tracks[0].title
                                /tracks/0/description | - | tracks[0].description
                                /tracks/0/image_url | "javascript:alert(1)" | tracks[0].image_url
                                /tracks/0/image_url | "ftp://img.example/a" | tracks[0].image_url
                                /tracks/0/image_url | "/a.png" | tracks[0].image_url
                                /tracks/0/image_url | "https://a:b@img.example/" | !tracks[0].image_url
                                /tracks/0/tags | "cells" | tracks[0].tags
                                /tracks/0/tags/0 | " " | tracks[0].tags[0]
                                /tracks/0/tags/1 | "LONG51" | tracks[0].tags[1]
                                /tracks/0/tags | ["1","2","3","4","5","6","7","8","9","10","11"] | tracks[0].tags
                                """),
                        bad(ComponentKind.SKILL_SLIDER, """
                                /skill_id | - | skill_id
                                /skill_id | 7 | skill_id
                                /skill_id | "LONG201" | skill_id
                                /skill_name | " " | skill_name
                                /prompt_text | "LONG4001" | prompt_text
                                /prompt_text | "a\\u0000b" | !prompt_text
                                /prompt_text | "a\\ud800b" | !prompt_text
                                /min_value | - | min_value
                                /min_value | "0" | min_value
                                /min_value | 1e999999999 | min_value
                                /min_value | 1.5 | !max_value
                                /max_value | - | max_value
                                /max_value | 1000000001 | max_value
                                /max_value | 0.1234567891 | !max_value
                                /current_value | 1.6 | !current_value
                                /current_value | true | current_value
                                /step | 0 | step
                                /step | -1 | step
                                /step | 2.6 | !step
                                /step | "1" | step
                                """),
                        bad(ComponentKind.TOPIC_BUTTONS, """
                                /buttons | - | buttons
                                /buttons | [] | buttons
                                /buttons/0/button_id | - | buttons[0].button_id
                                /buttons/1/button_id | "b1" | !buttons[1].button_id
                                /buttons/0/label | "" | buttons[0].label
                                /buttons/0/topic_id_payload | {} | buttons[0].topic_id_payload
                                /prompt_text | "" | prompt_text
                                """),
                        bad(ComponentKind.GOAL_SELECTOR, """
                                /prompt_text | - | prompt_text
                                /goals | - | goals
                                /goals/0/goal_id | " " | goals[0].goal_id
                                /goals/1/goal_id | "g1" | !goals[1].goal_id
                                /goals/1/description | "" | goals[1].description
                                /goals/0/icon | "LONG51" | goals[0].icon
                                /allow_multiple_selection | "yes" | allow_multiple_selection
                                /allow_multiple_selection | 1 | allow_multiple_selection
                                """),
                        bad(ComponentKind.CODE_ASSESSMENT, """
                                /assessment_id | - | assessment_id
                                /assessment_type | - | assessment_type
                                /assessment_type | "essay" | assessment_type
                                /assessment_type | "" | assessment_type
                                /assessment_type | 0 | assessment_type
                                /problem_statement | - | problem_statement
                                /code_snippet | "LONG20001" | code_snippet
                                /choices | - | choices
                                /choices | [{"id":"a","text":"1"}] | choices
                                /choices/0/id | "" | choices[0].id
                                /choices/1/id | "a" | !choices[1].id
                                /choices/0/text | - | choices[0].text
                                /choices/1/text | " True" | !choices[1].text
                                /dnd_model | {"items":[{"id":"a","text":"x"},{"id":"b","text":"y"}]} | dnd_model
                                /blank_fields | [{"blank_id":"a","label":"x"}] | blank_fields
                                """),
                        bad(ComponentKind.SKILL_MAPPER, """
                                /mapper_id | - | mapper_id
                                /skills | [] | skills
                                /skills/0/skill_id | - | skills[0].skill_id
                                /skills/1/skill_id | "s1" | !skills[1].skill_id
                                /skills/0/skill_name | "" | skills[0].skill_name
                                /skills/1/max_rating | - | skills[1].max_rating
                                /skills/1/max_rating | 0 | skills[1].max_rating
                                /skills/1/max_rating | 101 | skills[1].max_rating
                                /skills/1/max_rating | 4.5 | skills[1].max_rating
                                /skills/0/current_rating | -1 | skills[0].current_rating
                                /skills/0/current_rating | 6 | !skills[0].current_rating
                                /skills/0/description | "" | skills[0].description
                                /skills/0/tags | {} | skills[0].tags
                                /skills/0/tags/0 | "" | skills[0].tags[0]
                                """),
                        bad(ComponentKind.TIME_SELECTOR, """
                                /selector_id | - | selector_id
                                /selection_type | "week" | selection_type
                                /selection_type | - | selection_type
                                /prompt_text | "" | prompt_text
                                /min_datetime | "tomorrow" | !min_datetime
                                /min_datetime | "09:30" | !min_datetime
                                /min_datetime | "" | min_datetime
                                /min_datetime | "2026-12-25" | !max_datetime
                                /max_datetime | "2026-02-30" | !max_datetime
                                /max_datetime | "LONG51" | max_datetime
                                """),
                        bad(ComponentKind.PREFERENCE_CARDS, """
                                /preference_set_id | - | preference_set_id
                                /prompt_text | - | prompt_text
                                /cards | - | cards
                                /cards/0/card_id | "" | cards[0].card_id
                                /cards/1/card_id | "c1" | !cards[1].card_id
                                /cards/0/title | - | cards[0].title
                                /cards/0/description | - | cards[0].description
                                /cards/0/image_url | "data:image/png;base64,AA" | cards[0].image_url
                                /cards/0/icon | "" | cards[0].icon
                                /allow_multiple_selection | [] | allow_multiple_selection
                                """),
                        bad(ComponentKind.INTERACTIVE_CODE_EDITOR, """
                                /editor_id | - | editor_id
                                /language | - | language
                                /language | "cobol" | language
                                /language | "Python" | language
                                /initial_code | "LONG20001" | initial_code
                                /problem_description | "" | problem_description
                                /config | true | config
                                /config/read_only | "no" | config.read_only
                                /config/show_run_button | 0 | config.show_run_button
                                """),
                        bad(ComponentKind.DIAGRAM_VIEWER, """
                                /diagram_id | - | diagram_id
                                /diagram_data | - | diagram_data
                                /diagram_data | "graph TD; A-->B" | diagram_data
                                /diagram_data | "javascript:alert(1)" | diagram_data
                                /diagram_type | - | diagram_type
                                /diagram_type | "plantuml" | diagram_type
                                /caption | "" | caption
                                /interactive | "true" | interactive
                                """),
                        bad(ComponentKind.DND_EXERCISE, """
                                /exercise_id | - | exercise_id
                                /prompt_text | - | prompt_text
                                /draggables | "d1" | draggables
                                /draggables/0/id | - | draggables[0].id
                                /draggables/2/id | "d1" | !draggables[2].id
                                /draggables/0/label | "" | draggables[0].label
                                /draggables/1/group | "" | draggables[1].group
                                /drop_zones | [] | drop_zones
                                /drop_zones/0/id | - | drop_zones[0].id
                                /drop_zones/1/id | "z1" | !drop_zones[1].id
                                /drop_zones/0/label | - | drop_zones[0].label
                                /drop_zones/0/accepts_group | "mineral" | !drop_zones[0].accepts_group
                                """),
                        bad(ComponentKind.PROGRESS_VISUALIZER, """
                                /visualizer_id | - | visualizer_id
                                /type | - | type
                                /type | "pie" | type
                                /title | "" | title
                                /current_progress | -1 | current_progress
                                /current_progress | 4.1 | !current_progress
                                /total_value | 0 | total_value
                                /total_value | "4" | total_value
                                /milestones | - | milestones
                                /milestones | [] | milestones
                                /milestones/0/name | "" | milestones[0].name
                                /milestones/0/achieved | - | milestones[0].achieved
                                /milestones/0/achieved | "yes" | milestones[0].achieved
                                /milestones/0/target_value | -0.5 | milestones[0].target_value
                                """),
                        bad(ComponentKind.QUICK_QUIZ, """
                                /quiz_id | - | quiz_id
                                /quiz_id | null | quiz_id
                                /quiz_id | 1 | quiz_id
                                /quiz_id | "LONG201" | quiz_id
                                /question_text | "" | question_text
                                /question_text | " \\n " | question_text
                                /options | - | options
                                /options | [{"id":"a","text":"Sugar"}] | options
                                /options | ["Sugar","Salt"] | options[0]
                                /options | [{"id":"a","text":"1"},{"id":"b","text":"2"},{"id":"c","text":"3"}] | options
                                /options/0 | null | options[0]
                                /options/1/id | "a" | !options[1].id
                                /options/1/text | "Sugar" | !options[1].text
                                /options/1/text | " sugar\\u00a0" | !options[1].text
                                /options/1/text | - | options[1].text
                                /quiz_type | "multi" | quiz_type
                                """))
                .flatMap(each -> each);
    }

    // Goal: each bad field is refused under its own name, by the record always, by the schema where it can say it.
    @ParameterizedTest
    @MethodSource("badOnes")
    void badOnesAreRefusedWithTheirField(Bad bad) {
        var arguments = bad.applyTo(full(bad.kind()));

        var refusal =
                catchThrowableOfType(InvalidComponentException.class, () -> Components.read(bad.kind(), arguments));

        assertThat(refusal).isNotNull();
        assertThat(refusal.problems()).extracting(Problem::field).contains(bad.field());
        assertThat(accepts(bad.kind().schema(), arguments)).isEqualTo(!bad.schemaToo());
    }

    // Goal: no field is without a bad example; a new one fails here until it has its own.
    @ParameterizedTest
    @EnumSource
    void everyFieldOfTheSchemaHasABadExample(ComponentKind kind) {
        var tried = badOnes()
                .filter(bad -> bad.kind() == kind)
                .map(Bad::property)
                .collect(Collectors.toCollection(TreeSet::new));
        if (kind == ComponentKind.CODE_ASSESSMENT) {
            otherCodeAssessments().map(Bad::property).forEach(tried::add);
        }

        assertThat(tried).containsAll(properties(JSON.readTree(kind.schema()), ""));
    }

    static Set<String> properties(JsonNode schema, String at) {
        var found = new TreeSet<String>();
        schema.path("properties").properties().forEach(property -> {
            found.add(at + "/" + property.getKey());
            found.addAll(properties(property.getValue(), at + "/" + property.getKey()));
        });
        if (schema.has("items")) {
            found.addAll(properties(schema.path("items"), at + "/items"));
        }
        return found;
    }

    private static final String BLOCKS = """
            {"assessment_id":"c","assessment_type":"dnd_code_blocks","problem_statement":"Order them.",
             "dnd_model":{"items":[{"id":"1","text":"x = 1"},{"id":"2","text":"print(x)"},{"id":"3","text":"x += 1"}]}}""";

    private static final String BLANKS = """
            {"assessment_id":"c","assessment_type":"fill_in_the_blanks","problem_statement":"Fill in.",
             "code_snippet":"for ___ in ___","blank_fields":[{"blank_id":"1","label":"variable"},{"blank_id":"2","label":"list"}]}""";

    static Stream<Bad> otherCodeAssessments() {
        return Stream.concat(bad(ComponentKind.CODE_ASSESSMENT, """
                        /dnd_model | - | dnd_model
                        /dnd_model/items | - | dnd_model.items
                        /dnd_model/items | [] | dnd_model.items
                        /dnd_model/items/0/id | - | dnd_model.items[0].id
                        /dnd_model/items/2/id | "1" | !dnd_model.items[2].id
                        /dnd_model/items/0/text | "" | dnd_model.items[0].text
                        """), bad(ComponentKind.CODE_ASSESSMENT, """
                        /blank_fields | - | blank_fields
                        /blank_fields/0/blank_id | "" | blank_fields[0].blank_id
                        /blank_fields/1/blank_id | "1" | !blank_fields[1].blank_id
                        /blank_fields/0/label | - | blank_fields[0].label
                        """));
    }

    // Goal: the other two types of assessment are as strict as choices are.
    @ParameterizedTest
    @MethodSource("otherCodeAssessments")
    void otherBadCodeAssessmentsAreRefusedWithTheirField(Bad bad) {
        var good = json(bad.pointer().startsWith("/dnd_model") ? BLOCKS : BLANKS);
        assertThat(accepts(bad.kind().schema(), good)).isTrue();
        assertThat(Components.arguments(Components.read(bad.kind(), good)).toString())
                .isEqualTo(good.toString());
        var arguments = bad.applyTo(good);

        assertThatThrownBy(() -> Components.read(bad.kind(), arguments))
                .isInstanceOfSatisfying(InvalidComponentException.class, refusal -> assertThat(refusal.problems())
                        .extracting(Problem::field)
                        .contains(bad.field()));
        assertThat(accepts(bad.kind().schema(), arguments)).isEqualTo(!bad.schemaToo());
    }

    // Goal: an author mends everything in one go.
    @Test
    void allProblemsAreToldAtOnce() {
        var quiz = json(
                "{\"question_text\":\" \",\"options\":[{\"id\":\"a\",\"text\":\"x\"},{\"id\":\"a\",\"text\":\"X \"}]}");

        assertThatThrownBy(() -> Components.read(ComponentKind.QUICK_QUIZ, quiz))
                .isInstanceOfSatisfying(InvalidComponentException.class, refusal -> assertThat(refusal.problems())
                        .containsExactly(
                                new Problem("quiz_id", "is missing"),
                                new Problem("question_text", "must not be blank"),
                                new Problem("options[1].id", "is the same as an earlier one"),
                                new Problem("options[1].text", "is the same as an earlier one")))
                .hasMessage("quiz_id is missing; question_text must not be blank; options[1].id is the same as an"
                        + " earlier one; options[1].text is the same as an earlier one");
    }

    // Goal: arguments are an object, and whatever else comes is a problem and no crash.
    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"quiz\"", "1", "true"})
    void whatIsNoObjectIsRefused(String text) {
        for (var kind : ComponentKind.values()) {
            assertThatThrownBy(() -> Components.read(kind, JSON.readTree(text)))
                    .isInstanceOfSatisfying(InvalidComponentException.class, refusal -> assertThat(refusal.problems())
                            .containsExactly(new Problem("$", "must be an object")));
        }
    }

    // Goal: models add what nobody asked for, and send null for nothing; neither gets on the wire.
    @ParameterizedTest
    @EnumSource
    void unknownMembersAndNullsAreDropped(ComponentKind kind) {
        var noisy = minimal(kind);
        full(kind).propertyNames().stream().filter(name -> !noisy.has(name)).forEach(noisy::putNull);
        noisy.put("correct_answer", "a").put("note", "extra");

        assertThat(Components.read(kind, noisy)).isEqualTo(Components.read(kind, minimal(kind)));
    }

    // Goal: a list that the caller goes on changing does not change what was checked.
    @Test
    void listsAreCopied() {
        var options = new ArrayList<>(List.of(new QuickQuiz.Option("a", "Sugar"), new QuickQuiz.Option("b", "Salt")));
        var quiz = new QuickQuiz("q", "What?", options, null);
        options.clear();

        assertThat(quiz.options()).hasSize(2);
    }

    // Goal: lengths are counted alike by records and schemas, also beyond the 16-bit characters.
    @Test
    void lengthsAreInCodePoints() {
        var longest = minimal(ComponentKind.QUICK_QUIZ).put("quiz_id", "🌱".repeat(200));
        var tooLong = minimal(ComponentKind.QUICK_QUIZ).put("quiz_id", "🌱".repeat(201));

        assertThat(Components.read(ComponentKind.QUICK_QUIZ, longest)).isInstanceOf(QuickQuiz.class);
        assertThat(accepts(ComponentKind.QUICK_QUIZ.schema(), longest)).isTrue();
        assertThatThrownBy(() -> Components.read(ComponentKind.QUICK_QUIZ, tooLong))
                .isInstanceOf(InvalidComponentException.class);
        assertThat(accepts(ComponentKind.QUICK_QUIZ.schema(), tooLong)).isFalse();
    }

    // Goal: numbers that are equal are the same, however they were written.
    @Test
    void numbersAreInTheirPlainForm() {
        var slider = new SkillSlider(
                "s",
                "Estimate",
                "How many?",
                new BigDecimal("0.00"),
                new BigDecimal("1E+2"),
                new BigDecimal("5.50"),
                new BigDecimal("5.0E-1"));

        assertThat(Components.arguments(slider).toString())
                .contains("\"min_value\":0,\"max_value\":100,\"current_value\":5.5,\"step\":0.5}");
    }

    // Goal: the four forms of time are read as such, and a bound may be given as an instant for all of them.
    @ParameterizedTest
    @EnumSource
    void timesAreBoundedInTheirOwnFormOrByAnInstant(TimeSelector.SelectionType type) {
        var instant = "2026-11-22T09:30:00+01:00";
        var own =
                switch (type) {
                    case DATE, DATE_RANGE -> "2026-11-22";
                    case TIME, TIME_RANGE -> "09:30";
                    case DATETIME -> "2026-11-22T08:30:00Z";
                };

        assertThat(new TimeSelector("t", type, "When?", instant, own).kind()).isEqualTo(ComponentKind.TIME_SELECTOR);
        assertThat(new TimeSelector("t", type, "When?", own, instant).kind()).isEqualTo(ComponentKind.TIME_SELECTOR);
        var foreign = Arrays.asList("2026-11-22T09:30:00", "noon", "2026-13-01", "25:00");
        assertThat(foreign)
                .allSatisfy(text -> assertThatThrownBy(() -> new TimeSelector("t", type, "When?", text, null))
                        .isInstanceOf(InvalidComponentException.class));
    }
}
