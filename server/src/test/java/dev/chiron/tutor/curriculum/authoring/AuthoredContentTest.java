package dev.chiron.tutor.curriculum.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.curriculum.UnitType;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("An author's content_config")
class AuthoredContentTest {

    private static final String MCQ = """
            {'content': 'Read this.', 'question_text': 'Which?', 'quiz_type': 'single-select-mcq',
             'options': [{'id': 'a', 'text': 'One'}, {'id': 'b', 'text': 'Two'}], 'pass_mark': 80,
             'correct_option_id': 'b', 'option_feedback': {'a': 'No: one is odd.'}, 'explanation': 'Two is even.',
             'hints': ['Think.', 'It is two.']}""";
    private static final String SLIDER = """
            {'content': 'Read this.', 'prompt_text': 'How many?', 'skill_id': 'count', 'skill_name': 'Counting',
             'min_value': 0, 'max_value': 10, 'step': 0.5, 'current_value': 5, 'pass_mark': 70,
             'target_value': 7.5, 'tolerance': 0, 'zero_distance': 3, 'explanation': 'Seven and a half.',
             'hints': ['More than seven.']}""";
    private static final String LINK =
            "{'url': 'https://example.org/a?b=c', 'description': 'A page.', 'content': 'Read this.'}";
    private static final String SNIPPET = "{'content': '# Lesson'}";

    private static ObjectNode valid(UnitType type) {
        return Json.object(
                switch (type) {
                    case CONTENT_SNIPPET -> SNIPPET;
                    case MCQ_COMPONENT -> MCQ;
                    case SLIDER_COMPONENT -> SLIDER;
                    case EXTERNAL_LINK -> LINK;
                });
    }

    private static AuthoredContent read(UnitType type, ObjectNode config) {
        var problems = new Problems();
        var content = AuthoredContent.read(type, config, problems);
        assertThat(Json.lines(problems)).isEmpty();
        return Objects.requireNonNull(content);
    }

    // Goal: what an author sends is split so that nothing is lost and nothing of the answer stays visible.
    // Method: put both parts together again, and read the visible part as a worker does.
    @ParameterizedTest
    @MethodSource("types")
    void isSplitWithoutLoss(UnitType type) {
        var authored = read(type, valid(type));

        assertThat(Json.object(authored.toAuthorsConfig().toString())).isEqualTo(valid(type));
        assertThat(AuthoredContent.mentionsKey(authored.content().toConfig())).isFalse();
        assertThat(UnitContent.read(type, authored.content().toConfig())).isEqualTo(authored.content());
        assertThat(authored.content().type()).isEqualTo(type);
    }

    static Stream<UnitType> types() {
        return Stream.of(UnitType.values());
    }

    // Goal: the key has its stored form: the fields that tell the answer, and no other.
    @Test
    void givesTheKeyItsFields() {
        assertThat(read(UnitType.MCQ_COMPONENT, valid(UnitType.MCQ_COMPONENT)).answerKey())
                .isEqualTo(Json.object("""
                        {'correct_option_id': 'b', 'option_feedback': {'a': 'No: one is odd.'},
                         'explanation': 'Two is even.', 'hints': ['Think.', 'It is two.']}"""));
        assertThat(read(UnitType.SLIDER_COMPONENT, valid(UnitType.SLIDER_COMPONENT))
                        .answerKey())
                .isEqualTo(Json.object("""
                        {'target_value': 7.5, 'tolerance': 0, 'zero_distance': 3,
                         'explanation': 'Seven and a half.', 'hints': ['More than seven.']}"""));
        assertThat(read(UnitType.EXTERNAL_LINK, valid(UnitType.EXTERNAL_LINK)).answerKey())
                .isNull();
        assertThat(read(UnitType.CONTENT_SNIPPET, valid(UnitType.CONTENT_SNIPPET))
                        .answerKey())
                .isNull();
    }

    // Goal: a slider without a key is a self-rating, also when a form sends the key's fields as null.
    @Test
    void ofASliderNeedsNoKey() {
        var config = Json.object(
                "{'prompt_text': 'How sure?', 'skill_id': 's', 'skill_name': 'S', 'min_value': -1, 'max_value': 1}");
        assertThat(read(UnitType.SLIDER_COMPONENT, config).answerKey()).isNull();
        config.putNull("target_value").putNull("hints");
        assertThat(read(UnitType.SLIDER_COMPONENT, config).answerKey()).isNull();
        assertThat(AuthoredContent.mentionsKey(config)).isTrue();
    }

    // Goal: absent and null optional fields are the same, and have the documented defaults.
    @Test
    void hasDefaults() {
        var config = valid(UnitType.MCQ_COMPONENT);
        config.putNull("pass_mark").putNull("content").remove("quiz_type");
        var mcq = (UnitContent.Mcq) read(UnitType.MCQ_COMPONENT, config).content();
        assertThat(mcq.passMarkOrDefault()).isEqualTo(60);
        assertThat(mcq.content()).isNull();
        assertThat(mcq.toConfig().propertyNames()).containsExactly("question_text", "options");
    }

    // Goal: a decimal is compared and stored as it was written.
    @Test
    void keepsDecimalsExact() {
        var config = valid(UnitType.SLIDER_COMPONENT);
        config.put("step", 0.1);
        var slider =
                (UnitContent.Slider) read(UnitType.SLIDER_COMPONENT, config).content();
        assertThat(slider.step()).isEqualTo(new BigDecimal("0.1"));
        assertThat(slider.toConfig().toString()).contains("\"step\":0.1,");
    }

    /** One change to a valid content (null removes the field) and what is said about it. */
    static Stream<Arguments> mistakes() {
        var mcq = UnitType.MCQ_COMPONENT;
        var slider = UnitType.SLIDER_COMPONENT;
        var link = UnitType.EXTERNAL_LINK;
        var snippet = UnitType.CONTENT_SNIPPET;
        return Stream.of(
                Arguments.of(snippet, "{'content': null}", "content: is missing"),
                Arguments.of(snippet, "{'content': ' '}", "content: is blank"),
                Arguments.of(snippet, "{'content': 7}", "content: must be text"),
                Arguments.of(snippet, "{'content': '" + "x".repeat(20_001) + "'}", "content: must have 20000"),
                Arguments.of(snippet, "{'content': 'a\\u0000'}", "content: has a character"),
                Arguments.of(snippet, "{'content': 'a\\ud83d'}", "content: has a character"),
                Arguments.of(snippet, "{'hints': ['x']}", "hints: is not a field of a content_snippet"),
                Arguments.of(snippet, "{'explanation': null}", "explanation: is not a field of a content_snippet"),
                Arguments.of(mcq, "{'question_text': null}", "question_text: is missing"),
                Arguments.of(mcq, "{'question': 'Which?'}", "question: is not a field of an mcq_component"),
                Arguments.of(mcq, "{'quiz_type': 'many'}", "quiz_type: must be single-select-mcq or true-false"),
                Arguments.of(mcq, "{'options': null}", "options: must be a list"),
                Arguments.of(mcq, "{'options': {}}", "options: must be a list"),
                Arguments.of(mcq, "{'options': [{'id': 'b', 'text': 'x'}]}", "options: must have 2 to 8"),
                Arguments.of(mcq, "{'options': [" + options(9) + "]}", "options: must have 2 to 8"),
                Arguments.of(
                        mcq,
                        "{'quiz_type': 'true-false', 'correct_option_id': '1', 'option_feedback': null, 'options': ["
                                + options(3) + "]}",
                        "options: must be two"),
                Arguments.of(mcq, options("{'id': 'b', 'text': 'Two'}", "7"), "options[1]: must be an object"),
                Arguments.of(
                        mcq,
                        options("{'id': 'a', 'text': '1'}", "{'id': 'b', 'text': '2'}", "{'id': 'a', 'text': '3'}"),
                        "options[2].id: is the id of an earlier option"),
                Arguments.of(
                        mcq,
                        options(
                                "{'id': 'a', 'text': 'caf\u00e9 au lait'}",
                                "{'id': 'b', 'text': 'Cafe\u0301  au\u00a0lait'}"),
                        "options[1].text: is the text of an earlier option"),
                Arguments.of(
                        mcq,
                        options("{'id': 'a', 'text': 'Straße'}", "{'id': 'b', 'text': ' STRASSE '}"),
                        "options[1].text: is the text of an earlier option"),
                Arguments.of(
                        mcq,
                        options("{'id': 'a', 'text': '1'}", "{'id': 'b', 'text': ''}"),
                        "options[1].text: is blank"),
                Arguments.of(mcq, options("{'text': '1'}", "{'id': 'b', 'text': '2'}"), "options[0].id: is missing"),
                Arguments.of(
                        mcq,
                        options("{'id': 'a', 'text': '1', 'correct': true}", "{'id': 'b', 'text': '2'}"),
                        "options[0].correct: is not a field of an option"),
                Arguments.of(mcq, "{'pass_mark': 0}", "pass_mark: must be a whole number from 1 to 100"),
                Arguments.of(mcq, "{'pass_mark': 101}", "pass_mark: must be a whole number from 1 to 100"),
                Arguments.of(mcq, "{'pass_mark': 60.5}", "pass_mark: must be a whole number from 1 to 100"),
                Arguments.of(mcq, "{'pass_mark': '60'}", "pass_mark: must be a whole number from 1 to 100"),
                Arguments.of(mcq, "{'correct_option_id': null}", "correct_option_id: is missing"),
                Arguments.of(mcq, "{'correct_option_id': 'B'}", "correct_option_id: is not the id of an option"),
                Arguments.of(mcq, "{'correct_option_id': ['a']}", "correct_option_id: must be text"),
                Arguments.of(
                        mcq,
                        "{'option_feedback': {'c': 'No.'}}",
                        "option_feedback: speaks of an option that there is not"),
                Arguments.of(mcq, "{'option_feedback': {'a': ''}}", "option_feedback.a: is blank"),
                Arguments.of(mcq, "{'option_feedback': ['a']}", "option_feedback: must be an object"),
                Arguments.of(mcq, "{'explanation': null}", "explanation: is missing"),
                Arguments.of(mcq, "{'hints': []}", "hints: must have 1 to 10"),
                Arguments.of(mcq, "{'hints': ['a', '\\t']}", "hints[1]: is blank"),
                Arguments.of(mcq, "{'hints': ['a', 1]}", "hints[1]: must be text"),
                Arguments.of(mcq, "{'hints': [" + "'x',".repeat(10) + "'y']}", "hints: must have 1 to 10"),
                Arguments.of(mcq, "{'target_value': 1}", "target_value: is not a field of an mcq_component"),
                Arguments.of(slider, "{'prompt_text': null}", "prompt_text: is missing"),
                Arguments.of(slider, "{'skill_id': null}", "skill_id: is missing"),
                Arguments.of(slider, "{'skill_name': null}", "skill_name: is missing"),
                Arguments.of(slider, "{'min_value': null}", "min_value: is missing"),
                Arguments.of(slider, "{'min_value': '0'}", "min_value: must be a number"),
                Arguments.of(slider, "{'max_value': 1e400}", "max_value: must be between"),
                Arguments.of(slider, "{'max_value': 1000000001}", "max_value: must be between"),
                Arguments.of(slider, "{'step': 0.0000001}", "step: must have 6 decimal places"),
                Arguments.of(slider, "{'max_value': 0}", "max_value: must be greater than min_value"),
                Arguments.of(slider, "{'step': 0}", "step: must be greater than 0"),
                Arguments.of(
                        slider,
                        "{'step': null, 'max_value': 0.9, 'current_value': 0.5, 'target_value': 0.5}",
                        "step: must not be greater than the whole range"),
                Arguments.of(slider, "{'step': 11}", "step: must not be greater than the whole range"),
                Arguments.of(slider, "{'current_value': 11}", "current_value: must be between min_value and max_value"),
                Arguments.of(slider, "{'target_value': -1}", "target_value: must be between min_value and max_value"),
                Arguments.of(slider, "{'target_value': null}", "target_value: is missing"),
                Arguments.of(slider, "{'tolerance': -1}", "tolerance: must not be negative"),
                Arguments.of(slider, "{'tolerance': 3}", "zero_distance: must be greater than tolerance"),
                Arguments.of(slider, "{'zero_distance': null}", "zero_distance: is missing"),
                Arguments.of(slider, "{'explanation': null}", "explanation: is missing"),
                Arguments.of(slider, "{'hints': 'one'}", "hints: must be a list"),
                Arguments.of(slider, "{'pass_mark': 101}", "pass_mark: must be a whole number from 1 to 100"),
                Arguments.of(slider, "{'correct_option_id': 'a'}", "correct_option_id: is not a field of a slider"),
                Arguments.of(link, "{'url': null}", "url: is missing"),
                Arguments.of(link, "{'url': 'http://example.org'}", "url: must be a complete https:// address"),
                Arguments.of(link, "{'url': 'https://'}", "url: must be a complete https:// address"),
                Arguments.of(link, "{'url': 'https:example.org'}", "url: must be a complete https:// address"),
                Arguments.of(link, "{'url': 'javascript:alert(1)'}", "url: must be a complete https:// address"),
                Arguments.of(link, "{'url': 'https://a b'}", "url: must be a complete https:// address"),
                Arguments.of(
                        link,
                        "{'url': 'https://bank.example@evil.example/'}",
                        "url: must be a complete https:// address"),
                Arguments.of(link, "{'description': null}", "description: is missing"),
                Arguments.of(link, "{'link': 'x'}", "link: is not a field of an external_link"));
    }

    private static String options(int count) {
        return String.join(
                ",",
                IntStream.range(0, count)
                        .mapToObj(i -> "{'id': '%d', 'text': 'Option %d'}".formatted(i, i))
                        .toList());
    }

    /** These options with the right one among them, and no feedback. */
    private static String options(String... options) {
        return "{'option_feedback': null, 'options': [" + String.join(",", options) + "]}";
    }

    // Goal: each mistake is named by its field, and one mistake is told once.
    @ParameterizedTest
    @MethodSource("mistakes")
    void isRefusedWithTheFieldsName(UnitType type, String change, String problem) {
        var config = valid(type);
        config.setAll(Json.object(change));

        var problems = new Problems();
        assertThat(AuthoredContent.read(type, config, problems)).isNull();

        assertThat(Json.lines(problems)).singleElement().asString().startsWith("content_config." + problem);
    }

    // Goal: everything that is wrong is told at once.
    @Test
    void tellsAllProblemsAtOnce() {
        var config = valid(UnitType.SLIDER_COMPONENT);
        config.put("prompt_text", "")
                .put("step", -1)
                .put("target_value", 99)
                .put("tolerance", -2)
                .put("typo", true);
        config.putArray("hints").add("");

        var problems = new Problems();
        AuthoredContent.read(UnitType.SLIDER_COMPONENT, config, problems);

        assertThat(problems.details())
                .extracting(each -> each.field().substring("content_config.".length()))
                .containsExactlyInAnyOrder("prompt_text", "step", "target_value", "tolerance", "typo", "hints[0]");
    }

    // Goal: nobody can make the server answer with a megabyte of problems.
    @Test
    void tellsAHundredProblemsAtMost() {
        var config = valid(UnitType.CONTENT_SNIPPET);
        IntStream.range(0, 500).forEach(i -> config.put("x".repeat(100) + i, i));

        var problems = new Problems();
        assertThat(AuthoredContent.read(UnitType.CONTENT_SNIPPET, config, problems))
                .isNull();

        assertThat(problems.details()).hasSize(100).allSatisfy(each -> assertThat(each.field())
                .hasSizeLessThan(80));
    }

    // Goal: every limit is one that can be reached.
    @Test
    void isTakenUpToItsLimits() {
        var config = valid(UnitType.MCQ_COMPONENT);
        config.setAll(Json.object("{'option_feedback': null, 'correct_option_id': '7', 'options': [" + options(8)
                + "], 'pass_mark': 100, 'content': '" + "x".repeat(20_000) + "',"
                + " 'hints': ['1','2','3','4','5','6','7','8','9','10']}"));
        assertThat(read(UnitType.MCQ_COMPONENT, config).answerKey()).isNotNull();
    }
}
