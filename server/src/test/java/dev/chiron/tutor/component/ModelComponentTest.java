package dev.chiron.tutor.component;

import static dev.chiron.tutor.component.Examples.JSON;
import static dev.chiron.tutor.component.Examples.accepts;
import static dev.chiron.tutor.component.Examples.full;
import static dev.chiron.tutor.component.Examples.json;
import static dev.chiron.tutor.component.Examples.minimal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A model's component is as strict as an author's, and its key never reaches a learner")
class ModelComponentTest {

    /** Names under which a key could hide; a milestone's target_value is no key. */
    private static final Pattern KEY = Pattern.compile(
            "(?i)correct.*|.*(answer_?key|answerKey).*|option_?feedback|tolerance|zero_?distance|explanation|hints?|solutions?");

    // Goal: quizzes and choices about code come with their key, and leave it behind.
    @ParameterizedTest
    @EnumSource(names = {"QUICK_QUIZ", "CODE_ASSESSMENT"})
    void theKeyIsTakenOut(ComponentKind kind) {
        var written = minimal(kind).put("correct_option_id", "b").put("explanation", "Because.");
        assertThat(Examples.schema(Components.modelSchema(kind)).validate(written))
                .isEmpty();

        var read = Components.readFromModel(kind, written);

        assertThat(read.component()).isEqualTo(Components.read(kind, minimal(kind)));
        assertThat(read.key()).isEqualTo(new OptionKey("b", Map.of(), "Because.", List.of()));
        assertThat(Components.arguments(read.component()).toString()).doesNotContain("correct", "Because");
    }

    // Goal: a key that names no option, or none at all, is refused, and the model's own schema says so where it can.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | - | correct_option_id | false",
                "\"\" | - | correct_option_id | false",
                "null | - | correct_option_id | false",
                "1 | - | correct_option_id | false",
                "[\"a\",\"b\"] | - | correct_option_id | false",
                "\"c\" | - | correct_option_id | true",
                "\"Sugar\" | - | correct_option_id | true",
                "\"a\" | 7 | explanation | false"
            })
    void aKeyThatNamesNoOptionIsRefused(String correct, String explanation, String field, boolean schemaAccepts) {
        for (var kind : List.of(ComponentKind.QUICK_QUIZ, ComponentKind.CODE_ASSESSMENT)) {
            var written = minimal(kind);
            if (!correct.equals("-")) {
                written.set("correct_option_id", JSON.readTree(correct));
            }
            if (!explanation.equals("-")) {
                written.set("explanation", JSON.readTree(explanation));
            }

            assertThatThrownBy(() -> Components.readFromModel(kind, written))
                    .isInstanceOfSatisfying(InvalidComponentException.class, refusal -> assertThat(refusal.problems())
                            .extracting(Problem::field)
                            .containsExactly(field));
            assertThat(accepts(Components.modelSchema(kind), written)).isEqualTo(schemaAccepts);
        }
    }

    // Goal: whatever else a model writes has no key, even when it sends one.
    @ParameterizedTest
    @EnumSource
    void otherComponentsHaveNoKey(ComponentKind kind) {
        if (kind == ComponentKind.QUICK_QUIZ) {
            return;
        }
        var written = kind == ComponentKind.CODE_ASSESSMENT
                ? json(
                        "{\"assessment_id\":\"c\",\"assessment_type\":\"fill_in_the_blanks\",\"problem_statement\":\"?\","
                                + "\"blank_fields\":[{\"blank_id\":\"1\",\"label\":\"x\"}]}")
                : full(kind);

        var read = Components.readFromModel(kind, written.put("correct_option_id", "a"));

        assertThat(read.key()).isNull();
        assertThat(accepts(Components.modelSchema(kind), written)).isTrue();
        assertThat(Components.arguments(read.component()).has("correct_option_id"))
                .isFalse();
        if (kind != ComponentKind.CODE_ASSESSMENT) {
            assertThat(Components.modelSchema(kind)).isEqualTo(kind.schema());
        }
    }

    // Goal: an empty explanation is none; models send it when they have nothing to say.
    @ParameterizedTest
    @EnumSource(names = {"QUICK_QUIZ", "CODE_ASSESSMENT"})
    void anEmptyExplanationIsNone(ComponentKind kind) {
        var read = Components.readFromModel(
                kind, minimal(kind).put("correct_option_id", "a").put("explanation", " "));

        assertThat(read.key()).isEqualTo(new OptionKey("a", Map.of(), null, List.of()));
    }

    // Goal: no record, schema or output has a place in which a key could reach a client.
    @ParameterizedTest
    @EnumSource
    void nothingAClientGetsHasAPlaceForAKey(ComponentKind kind) {
        var names = new ArrayList<String>();
        recordNames(kind.type(), names);
        jsonNames(JSON.readTree(kind.schema()), names);
        kind.replySchema().ifPresent(schema -> jsonNames(JSON.readTree(schema), names));
        jsonNames(Components.arguments(Components.read(kind, full(kind))), names);

        assertThat(names).isNotEmpty().noneMatch(KEY.asMatchPredicate());
    }

    // Goal: the check above can fail: a key's own names are found.
    @ParameterizedTest
    @EnumSource(names = {"QUICK_QUIZ", "CODE_ASSESSMENT"})
    void theCheckFindsAKey(ComponentKind kind) {
        var names = new ArrayList<String>();
        jsonNames(JSON.readTree(Components.modelSchema(kind)), names);
        recordNames(OptionKey.class, names);

        assertThat(names.stream().filter(KEY.asMatchPredicate()).distinct())
                .contains("correct_option_id", "explanation", "correctOptionId", "optionFeedback", "hints");
    }

    private static void recordNames(Class<?> type, List<String> names) {
        for (var each : type.getRecordComponents()) {
            names.add(each.getName());
        }
        for (var nested : type.getDeclaredClasses()) {
            if (nested.isRecord()) {
                recordNames(nested, names);
            }
        }
    }

    private static void jsonNames(JsonNode json, List<String> names) {
        json.properties().forEach(property -> {
            names.add(property.getKey());
            jsonNames(property.getValue(), names);
        });
        if (json.isArray()) {
            json.forEach(each -> jsonNames(each, names));
        }
    }
}
