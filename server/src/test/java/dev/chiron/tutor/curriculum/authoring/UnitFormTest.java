package dev.chiron.tutor.curriculum.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.curriculum.Unit;
import dev.chiron.tutor.curriculum.UnitContent;
import dev.chiron.tutor.curriculum.UnitType;
import dev.chiron.tutor.platform.UnitId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A teacher's unit")
class UnitFormTest {

    private static final UnitId ID = new UnitId(new UUID(0, 1));
    private static final UnitId OTHER = new UnitId(new UUID(0, 2));

    private static final String QUESTION =
            "{'question_text': 'Which?', 'options': [{'id': 'a', 'text': '1'}, {'id': 'b', 'text': '2'}]}";
    private static final ObjectNode KEY = Json.object("{'correct_option_id': 'b', 'explanation': 'So it is.'}");
    private static final Unit CURRENT = new Unit(
            ID, "Title", UnitContent.read(UnitType.MCQ_COMPONENT, Json.object(QUESTION)), 7, OTHER, List.of(OTHER));

    private final Problems problems = new Problems();

    private UnitForm made(String body) {
        return UnitForm.ofNew(Json.object(body), problems);
    }

    private UnitForm changed(String body) {
        return changed(KEY, body);
    }

    private UnitForm changed(@Nullable ObjectNode key, String body) {
        return UnitForm.ofChange(CURRENT, key, Json.object(body), problems);
    }

    private List<String> lines() {
        return Json.lines(problems);
    }

    // Goal: the least that makes a unit, and what is then assumed.
    @Test
    void hasDefaults() {
        var form = made("{'title': 'T', 'unit_type': 'content_snippet', 'content_config': {'content': 'C'},"
                + " 'remedial_unit_id': null, 'user_id': 'ignored'}");
        assertThat(lines()).isEmpty();
        assertThat(form.toUnit(ID))
                .isEqualTo(new Unit(ID, "T", new UnitContent.ContentSnippet("C"), 5, null, List.of()));
        assertThat(form.answerKey()).isNull();
    }

    // Goal: all that is wrong is told together, whichever part it is in.
    @Test
    void isRefusedWithAllProblemsAtOnce() {
        made("{'title': '" + "x".repeat(201) + "', 'unit_type': 'mcq_component', 'content_config': {},"
                + " 'estimated_duration_minutes': 601, 'remedial_unit_id': '7', 'prerequisite_unit_ids': [1]}");
        assertThat(lines())
                .contains(
                        "title: must have 200 characters at most",
                        "content_config.question_text: is missing",
                        "content_config.options: is missing",
                        "content_config.correct_option_id: is missing",
                        "estimated_duration_minutes: must be a whole number from 1 to 600",
                        "remedial_unit_id: is not a valid UUID",
                        "prerequisite_unit_ids[0]: is not a valid UUID");
    }

    // Goal: what a new unit needs is named, and an unknown type with the types that there are.
    @Test
    void needsTitleTypeAndContent() {
        made("{}");
        made("{'title': 'T', 'unit_type': 'video', 'content_config': 7}");
        assertThat(lines())
                .containsExactly(
                        "title: is missing",
                        "unit_type: is missing",
                        "content_config: is missing",
                        "unit_type: must be one of content_snippet, mcq_component, slider_component, external_link");
        var more = new Problems();
        UnitForm.ofNew(
                Json.object("{'title': 'T', 'unit_type': 'content_snippet', 'content_config': 7,"
                        + " 'estimated_duration_minutes': 0}"),
                more);
        assertThat(Json.lines(more))
                .containsExactly(
                        "content_config: must be an object",
                        "estimated_duration_minutes: must be a whole number from 1 to 600");
    }

    // Goal: a change leaves alone what it does not speak of, and an empty one changes nothing.
    @Test
    void changesInPart() {
        assertThat(changed("{}").toUnit(ID)).isEqualTo(CURRENT);
        assertThat(changed("{}").answerKey()).isEqualTo(KEY);
        var form = changed("{'title': 'New', 'estimated_duration_minutes': 9}");
        assertThat(form.toUnit(ID)).isEqualTo(new Unit(ID, "New", CURRENT.content(), 9, OTHER, List.of(OTHER)));
        assertThat(lines()).isEmpty();
    }

    // Goal: null takes away what may be absent, and is refused for the rest.
    @Test
    void losesByNullWhatItMayLack() {
        assertThat(changed("{'remedial_unit_id': null, 'prerequisite_unit_ids': []}")
                        .toUnit(ID))
                .isEqualTo(new Unit(ID, "Title", CURRENT.content(), 7, null, List.of()));
        assertThat(lines()).isEmpty();
        changed("{'title': null, 'unit_type': null, 'content_config': null, 'estimated_duration_minutes': null,"
                + " 'prerequisite_unit_ids': null}");
        assertThat(lines())
                .containsExactly(
                        "title: must not be null",
                        "unit_type: must not be null",
                        "content_config: must not be null",
                        "estimated_duration_minutes: must not be null",
                        "prerequisite_unit_ids: must not be null");
    }

    // Goal: a content without a key keeps the stored one while it fits; it never stays with a question it does not fit.
    @Test
    void keepsItsKeyWhileItFits() {
        var reworded = changed("{'content_config': " + QUESTION.replace("Which?", "Which one?") + "}");
        assertThat(lines()).isEmpty();
        assertThat(reworded.answerKey()).isEqualTo(KEY);
        assertThat(AuthoredContent.mentionsKey(reworded.toUnit(ID).content().toConfig()))
                .isFalse();

        changed("{'content_config': " + QUESTION.replace("'id': 'b'", "'id': 'c'") + "}");
        assertThat(lines()).containsExactly("content_config.correct_option_id: is not the id of an option");
    }

    // Goal: a content with any field of the key brings a whole new key.
    @Test
    void replacesItsKeyAsAWhole() {
        changed("{'content_config': " + QUESTION.replace("{'question", "{'correct_option_id': 'a', 'question") + "}");
        assertThat(lines()).containsExactly("content_config.explanation: is missing");
    }

    // Goal: another type needs its own content, and the key of the old one goes.
    @Test
    void changesItsTypeWithItsContent() {
        changed("{'unit_type': 'slider_component'}");
        assertThat(lines()).singleElement().asString().startsWith("content_config: is missing");
        assertThat(changed("{'unit_type': 'mcq_component'}").toUnit(ID)).isEqualTo(CURRENT);
        var slider = UnitForm.ofChange(
                CURRENT,
                KEY,
                Json.object("{'unit_type': 'slider_component', 'content_config': {'prompt_text': 'How sure?',"
                        + " 'skill_id': 's', 'skill_name': 'S', 'min_value': 0, 'max_value': 5}}"),
                new Problems());
        assertThat(slider.answerKey()).isNull();
        assertThat(slider.toUnit(ID).type()).isEqualTo(UnitType.SLIDER_COMPONENT);
    }

    // Goal: a question never loses its key by a change.
    @Test
    void ofAQuestionNeverLosesItsKey() {
        changed("{'content_config': " + QUESTION.replace("{'question", "{'correct_option_id': null, 'question") + "}");
        assertThat(lines())
                .containsExactly(
                        "content_config.correct_option_id: is missing", "content_config.explanation: is missing");
    }

    // Goal: the body itself may be wrong.
    @Test
    void isAnObject() {
        UnitForm.ofNew(Json.object("{'a': []}").path("a"), problems);
        assertThat(lines()).containsExactly("body: must be an object");
    }
}
