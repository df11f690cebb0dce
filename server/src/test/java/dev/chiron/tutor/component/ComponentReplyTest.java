package dev.chiron.tutor.component;

import static dev.chiron.tutor.component.Examples.JSON;
import static dev.chiron.tutor.component.Examples.accepts;
import static dev.chiron.tutor.component.Examples.bad;
import static dev.chiron.tutor.component.Examples.component;
import static dev.chiron.tutor.component.Examples.json;
import static dev.chiron.tutor.component.Examples.replies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import dev.chiron.tutor.component.Examples.Bad;
import java.math.BigDecimal;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reply is taken only when it fits what was shown")
class ComponentReplyTest {

    private static String replySchema(ComponentKind kind) {
        return kind.replySchema().orElseThrow();
    }

    // Goal: a fitting reply passes, is stored as it came, and is one line for a reader.
    @ParameterizedTest
    @EnumSource
    void fittingRepliesPassRecordAndSchema(ComponentKind kind) {
        assertThat(replies(kind).isEmpty()).isEqualTo(!kind.needsAnswer());
        for (var example : replies(kind)) {
            assertThat(Examples.schema(replySchema(kind)).validate(example)).isEmpty();
            var reply = Components.readReply(component(kind), example);
            assertThat(reply.kind()).isEqualTo(kind);
            assertThat(Components.reply(reply).toString()).isEqualTo(example.toString());
            assertThat(Components.describe(component(kind), reply)).isNotBlank().doesNotContain("\n");
            assertThat(Components.readReply(component(kind), example.deepCopy().put("extra", 1)))
                    .isEqualTo(reply);
        }
    }

    static Stream<Bad> badOnes() {
        return Stream.of(
                        bad(ComponentKind.LEARNING_TRACK_CAROUSEL, """
                                /selected_track_id | - | selected_track_id
                                /selected_track_id | "t3" | !selected_track_id
                                """),
                        bad(ComponentKind.SKILL_SLIDER, """
                                /skill_id | - | skill_id
                                /skill_id | "other" | !skill_id
                                /selected_value | - | selected_value
                                /selected_value | "0.3" | selected_value
                                /selected_value | 0.35 | !selected_value
                                /selected_value | -1.1 | !selected_value
                                /selected_value | 1.6 | !selected_value
                                /selected_value | 1e999999999 | selected_value
                                """),
                        bad(ComponentKind.TOPIC_BUTTONS, """
                                /button_id_clicked | "b3" | !button_id_clicked
                                /button_id_clicked | - | button_id_clicked
                                /topic_id_payload | "cells" | !topic_id_payload
                                /topic_id_payload | - | topic_id_payload
                                """),
                        bad(ComponentKind.GOAL_SELECTOR, """
                                /selected_goal_ids | - | selected_goal_ids
                                /selected_goal_ids | [] | selected_goal_ids
                                /selected_goal_ids | "g1" | selected_goal_ids
                                /selected_goal_ids | ["g1","g2"] | !selected_goal_ids
                                /selected_goal_ids | ["g3"] | !selected_goal_ids[0]
                                /selected_goal_ids | ["g1","g1"] | selected_goal_ids[1]
                                /selected_goal_ids | [null] | selected_goal_ids[0]
                                """),
                        bad(ComponentKind.CODE_ASSESSMENT, """
                                /assessment_id | "d" | !assessment_id
                                /submitted_answer_id | - | submitted_answer_id
                                /submitted_answer_id | "z" | !submitted_answer_id
                                /submitted_answer_id | 1 | submitted_answer_id
                                /dropped_items_order | ["a"] | dropped_items_order
                                /filled_blanks | [{"blank_id":"1","user_input":"x"}] | filled_blanks
                                """),
                        bad(ComponentKind.SKILL_MAPPER, """
                                /mapper_id | "n" | !mapper_id
                                /updated_skills | - | updated_skills
                                /updated_skills/0/skill_id | "s3" | !updated_skills[0].skill_id
                                /updated_skills/1/skill_id | "s1" | !updated_skills[1].skill_id
                                /updated_skills/0/new_rating | - | updated_skills[0].new_rating
                                /updated_skills/0/new_rating | 6 | !updated_skills[0].new_rating
                                /updated_skills/0/new_rating | -1 | updated_skills[0].new_rating
                                /updated_skills/0/new_rating | 2.5 | updated_skills[0].new_rating
                                """),
                        bad(ComponentKind.TIME_SELECTOR, """
                                /selector_id | - | selector_id
                                /selection | - | selection
                                /selection | "2026-12-01" | selection
                                /selection/start_date | - | selection.start_date
                                /selection/start_date | "2026-11-21" | !selection.start_date
                                /selection/start_date | "2026-12-01T00:00:00Z" | !selection.start_date
                                /selection/end_date | "2026-12-25" | !selection.end_date
                                /selection/end_date | "soon" | !selection.end_date
                                /selection/end_date | null | selection.end_date
                                /selection/selected_datetime | "2026-12-01" | selection.selected_datetime
                                """),
                        bad(ComponentKind.PREFERENCE_CARDS, """
                                /preference_set_id | "o" | !preference_set_id
                                /selected_card_ids | [] | selected_card_ids
                                /selected_card_ids/1 | "c2" | selected_card_ids[1]
                                /selected_card_ids/1 | "c3" | !selected_card_ids[1]
                                """),
                        bad(ComponentKind.INTERACTIVE_CODE_EDITOR, """
                                /editor_id | "f" | !editor_id
                                /current_code | - | current_code
                                /current_code | "LONG20001" | current_code
                                /current_code | "\\u0000" | !current_code
                                /action | "delete" | action
                                /action | - | action
                                """),
                        bad(ComponentKind.DND_EXERCISE, """
                                /exercise_id | - | exercise_id
                                /mapping | [] | mapping
                                /mapping/0/draggable_id | "d9" | !mapping[0].draggable_id
                                /mapping/1/draggable_id | "d1" | !mapping[1].draggable_id
                                /mapping/0/drop_zone_id | - | mapping[0].drop_zone_id
                                /mapping/0/drop_zone_id | "z9" | !mapping[0].drop_zone_id
                                /mapping/1/drop_zone_id | "z1" | !mapping[1].drop_zone_id
                                /mapping/2/drop_zone_id | "z1" | !mapping[2].drop_zone_id
                                """),
                        bad(ComponentKind.QUICK_QUIZ, """
                                /quiz_id | "r" | !quiz_id
                                /quiz_id | - | quiz_id
                                /selected_option_id | "c" | !selected_option_id
                                /selected_option_id | null | selected_option_id
                                /selected_option_id | ["a"] | selected_option_id
                                """))
                .flatMap(each -> each);
    }

    // Goal: a reply that does not fit is refused under the field that does not, without its words being repeated.
    @ParameterizedTest
    @MethodSource("badOnes")
    void repliesThatDoNotFitAreRefusedWithTheirField(Bad bad) {
        var input = bad.applyTo(replies(bad.kind()).getFirst());

        var refusal = catchThrowableOfType(
                InvalidReplyException.class, () -> Components.readReply(component(bad.kind()), input));

        assertThat(refusal).isNotNull();
        assertThat(refusal.problems()).extracting(Problem::field).contains(bad.field());
        assertThat(accepts(replySchema(bad.kind()), input)).isEqualTo(!bad.schemaToo());
    }

    // Goal: no field of a reply is without a bad example.
    @ParameterizedTest
    @EnumSource
    void everyFieldOfTheReplyHasABadExample(ComponentKind kind) {
        var tried = Stream.concat(badOnes(), otherCodeAssessments().map(OtherCode::bad))
                .filter(bad -> bad.kind() == kind)
                .map(Bad::property)
                .collect(Collectors.toCollection(TreeSet::new));

        kind.replySchema().ifPresent(schema -> assertThat(tried)
                .containsAll(ComponentsTest.properties(JSON.readTree(schema), "")));
    }

    private static final String BLOCKS = """
            {"assessment_id":"c","assessment_type":"dnd_code_blocks","problem_statement":"Order them.",
             "dnd_model":{"items":[{"id":"1","text":"x = 1"},{"id":"2","text":"print(x)"}]}}""";

    private static final String ORDER = "{\"assessment_id\":\"c\",\"dropped_items_order\":[\"2\",\"1\"]}";

    private static final String BLANKS = """
            {"assessment_id":"c","assessment_type":"fill_in_the_blanks","problem_statement":"Fill in.",
             "blank_fields":[{"blank_id":"1","label":"variable"},{"blank_id":"2","label":"list"}]}""";

    private static final String FILLED = """
            {"assessment_id":"c","filled_blanks":[{"blank_id":"1","user_input":"x"},{"blank_id":"2","user_input":""}]}""";

    record OtherCode(String shown, String reply, Bad bad) {}

    static Stream<OtherCode> otherCodeAssessments() {
        return Stream.concat(
                bad(ComponentKind.CODE_ASSESSMENT, """
                                /assessment_id | - | assessment_id
                                /dropped_items_order | - | dropped_items_order
                                /dropped_items_order | [] | dropped_items_order
                                /dropped_items_order/0 | "3" | !dropped_items_order[0]
                                /dropped_items_order/1 | "2" | dropped_items_order[1]
                                """).map(each -> new OtherCode(BLOCKS, ORDER, each)),
                bad(ComponentKind.CODE_ASSESSMENT, """
                                /filled_blanks | - | filled_blanks
                                /filled_blanks/0/blank_id | "3" | !filled_blanks[0].blank_id
                                /filled_blanks/1/blank_id | "1" | !filled_blanks[1].blank_id
                                /filled_blanks/0/user_input | "LONG1001" | filled_blanks[0].user_input
                                /filled_blanks/0/user_input | - | filled_blanks[0].user_input
                                """).map(each -> new OtherCode(BLANKS, FILLED, each)));
    }

    // Goal: blocks and blanks are as strict as choices are.
    @ParameterizedTest
    @MethodSource("otherCodeAssessments")
    void otherAnswersToCodeAreRefusedWithTheirField(OtherCode other) {
        var shown = Components.read(ComponentKind.CODE_ASSESSMENT, json(other.shown()));
        assertThat(Components.reply(Components.readReply(shown, json(other.reply())))
                        .toString())
                .isEqualTo(json(other.reply()).toString());
        var input = other.bad().applyTo(json(other.reply()));

        assertThatThrownBy(() -> Components.readReply(shown, input))
                .isInstanceOfSatisfying(InvalidReplyException.class, refusal -> assertThat(refusal.problems())
                        .extracting(Problem::field)
                        .contains(other.bad().field()));
        assertThat(accepts(replySchema(ComponentKind.CODE_ASSESSMENT), input))
                .isEqualTo(!other.bad().schemaToo());
    }

    // Goal: a slider in a browser adds up binary fractions; the learner's answer is the step that they chose.
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.1, 0.30000000000000004, 0.3",
        "-1, 1, 0.2, -0.3999999999999999, -0.4",
        "0, 10, 3, 10, 10",
        "0, 10, 3, 9, 9",
        "0, 1, 0.3, 0.9999999999999999, 1"
    })
    void aMiscalculatedStepIsPutRight(String min, String max, String step, String sent, String read) {
        var slider = new SkillSlider(
                "s", "E", "How much?", new BigDecimal(min), new BigDecimal(max), null, new BigDecimal(step));

        assertThat(Components.readReply(slider, json("{\"skill_id\":\"s\",\"selected_value\":" + sent + "}")))
                .isEqualTo(new SkillSliderReply("s", new BigDecimal(read)));
    }

    // Goal: a number that would fill the memory when written out is refused at once.
    @ParameterizedTest
    @ValueSource(strings = {"1e-999999999", "1e999999999", "-1e999999999", "0.0000000000000000000000000000001"})
    void aNumberThatIsNoneOfASliderIsRefused(String number) {
        assertThatThrownBy(() -> new SkillSliderReply("s", new BigDecimal(number)))
                .isInstanceOf(InvalidReplyException.class);
    }

    // Goal: where several may be chosen, several are; the other way round is in the table above.
    @Test
    void severalMayBeChosenWhereThatIsAllowed() {
        var shown = json(Examples.full(ComponentKind.GOAL_SELECTOR).toString()).put("allow_multiple_selection", true);
        var single =
                json(Examples.full(ComponentKind.PREFERENCE_CARDS).toString()).put("allow_multiple_selection", false);

        assertThat(Components.describe(
                        Components.read(ComponentKind.GOAL_SELECTOR, shown),
                        Components.readReply(
                                Components.read(ComponentKind.GOAL_SELECTOR, shown),
                                json("{\"selected_goal_ids\":[\"g1\",\"g2\"]}"))))
                .isEqualTo("Chose \"For fun\", \"For an exam\"");
        assertThatThrownBy(() -> Components.readReply(
                        Components.read(ComponentKind.PREFERENCE_CARDS, single),
                        replies(ComponentKind.PREFERENCE_CARDS).getFirst()))
                .isInstanceOf(InvalidReplyException.class);
    }

    // Goal: without a button to run, code can only be handed in.
    @Test
    void codeIsRunOnlyWhereThereIsAButton() {
        var shown = Components.read(
                ComponentKind.INTERACTIVE_CODE_EDITOR,
                json("{\"editor_id\":\"e\",\"language\":\"java\",\"config\":{\"show_run_button\":false}}"));

        assertThatThrownBy(() -> Components.readReply(
                        shown, json("{\"editor_id\":\"e\",\"current_code\":\"\",\"action\":\"run_code\"}")))
                .isInstanceOf(InvalidReplyException.class);
    }

    // Goal: each form of time takes its own answers, in order and within bounds, and no other form.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date | 2026-11-22 | 2026-11-30 | selected_datetime=2026-11-22 | true",
                "date | 2026-11-22 | 2026-11-30 | selected_datetime=2026-12-01 | false",
                "date | 2026-11-22 | 2026-11-30 | selected_datetime=09:30 | false",
                "date | 2026-11-22 | 2026-11-30 | start_date=2026-11-22,end_date=2026-11-23 | false",
                "time | 09:00 | 17:00 | selected_datetime=17:00 | true",
                "time | 09:00 | 17:00 | selected_datetime=17:00:01 | false",
                "datetime | 2026-11-22T09:00:00Z | 2026-11-22T17:00:00Z | selected_datetime=2026-11-22T18:00:00+01:00 | true",
                "datetime | 2026-11-22T09:00:00Z | 2026-11-22T17:00:00Z | selected_datetime=2026-11-22T18:00:00Z | false",
                "datetime | 2026-11-22T09:00:00Z | 2026-11-22T17:00:00Z | selected_datetime=2026-11-22T10:00:00 | false",
                "date_range | 2026-11-22 | 2026-11-30 | start_date=2026-11-23,end_date=2026-11-22 | false",
                "date_range | 2026-11-22 | 2026-11-30 | start_date=2026-11-22,end_date=2026-11-30 | true",
                "date_range | 2026-11-22 | 2026-11-30 | selected_datetime=2026-11-22 | false",
                "time_range | 09:00 | 17:00 | start_date=09:00,end_date=10:30 | true",
                "time_range | 09:00 | 17:00 | start_date=08:59,end_date=10:30 | false",
                "time_range | 09:00 | 17:00 | start_date=11:00,end_date=10:30 | false"
            })
    void timesFitTheirFormOrderAndBounds(String type, String min, String max, String selection, boolean fits) {
        var shown = json("{\"selector_id\":\"t\",\"prompt_text\":\"When?\"}")
                .put("selection_type", type)
                .put("min_datetime", min)
                .put("max_datetime", max);
        var reply = json("{\"selector_id\":\"t\"}");
        var chosen = reply.putObject("selection");
        for (var each : selection.split(",", -1)) {
            chosen.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        var selector = Components.read(ComponentKind.TIME_SELECTOR, shown);

        if (fits) {
            assertThat(Components.reply(Components.readReply(selector, reply)).toString())
                    .isEqualTo(reply.toString());
        } else {
            assertThatThrownBy(() -> Components.readReply(selector, reply)).isInstanceOf(InvalidReplyException.class);
        }
    }

    // Goal: what is only looked at takes no answer.
    @Test
    void whatTakesNoAnswerRefusesOne() {
        assertThatThrownBy(() -> Components.readReply(component(ComponentKind.DIAGRAM_VIEWER), json("{}")))
                .isInstanceOf(InvalidReplyException.class);
        assertThatThrownBy(() -> Components.readReply(component(ComponentKind.QUICK_QUIZ), JSON.readTree("[]")))
                .isInstanceOf(InvalidReplyException.class);
    }
}
