package dev.chiron.tutor.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The kinds of component have the names, tools and schemas of the contract")
class ComponentKindTest {

    // Goal: names are on the wire and in rows, so that none may change by the way.
    @Test
    void theNamesAreThoseOfTheContract() {
        assertThat(Arrays.stream(ComponentKind.values()).map(ComponentKind::wireName))
                .containsExactly(
                        "learning_track_carousel",
                        "skill_slider",
                        "topic_buttons",
                        "goal_selector",
                        "code_assessment",
                        "skill_mapper",
                        "time_selector",
                        "preference_cards",
                        "interactive_code_editor",
                        "diagram_viewer",
                        "dnd_exercise",
                        "progress_visualizer",
                        "quick_quiz");
        assertThat(Arrays.stream(ComponentKind.values()).filter(kind -> !kind.needsAnswer()))
                .containsExactly(ComponentKind.DIAGRAM_VIEWER, ComponentKind.PROGRESS_VISUALIZER);
        assertThat(Arrays.stream(ComponentKind.values()).<Class<?>>map(ComponentKind::type))
                .containsExactlyInAnyOrder(Component.class.getPermittedSubclasses());
    }

    // Goal: a tool is found by its name on the wire and by the one for models, and by no other.
    @ParameterizedTest
    @EnumSource
    void aToolIsFoundByEitherName(ComponentKind kind) {
        assertThat(kind.toolName()).isEqualTo("its:render_" + kind.wireName());
        assertThat(ComponentKind.ofTool("its:render_" + kind.wireName())).contains(kind);
        assertThat(ComponentKind.ofTool("its_render_" + kind.wireName())).contains(kind);
        assertThat(ComponentKind.ofWireName(kind.wireName())).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quick_quiz",
                "its:render_",
                "its:render_quiz",
                "ITS:RENDER_QUICK_QUIZ",
                "its_render:quick_quiz"
            })
    void anyOtherNameIsNoTool(String name) {
        assertThat(ComponentKind.ofTool(name)).isEmpty();
    }

    // Goal: what is offered to models and clients is JSON Schema 2020-12, and says what it is.
    @ParameterizedTest
    @EnumSource
    void everySchemaIsOneByTheRulesOfItsDialect(ComponentKind kind) {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(dialect.validate(Examples.JSON.readTree("{\"type\":\"nonsense\"}")))
                .isNotEmpty();

        var schemas =
                Stream.concat(Stream.of(kind.schema(), Components.modelSchema(kind)), kind.replySchema().stream());
        assertThat(schemas.map(Examples.JSON::readTree)).allSatisfy(schema -> {
            assertThat(dialect.validate(schema)).isEmpty();
            assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(schema.path("title").asString()).startsWith(kind.wireName());
        });
        assertThat(kind.description()).endsWith(".").hasSizeBetween(20, 200);
    }

    // Goal: the rule that gets a key's field in the model's schema is the one for choices.
    @Test
    void theFirstRuleOfCodeAssessmentIsThatForChoices() {
        JsonNode schema = Examples.JSON.readTree(ComponentKind.CODE_ASSESSMENT.schema());

        assertThat(schema.at("/allOf/0/if/properties/assessment_type/const").asString())
                .isEqualTo("mcq");
        assertThat(List.of(schema.at("/allOf/0/then/required").toString())).containsExactly("[\"choices\"]");
    }
}
