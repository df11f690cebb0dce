package dev.chiron.tutor.component;

import dev.chiron.tutor.component.ComponentReply.CodeAssessmentReply;
import dev.chiron.tutor.component.ComponentReply.DndExerciseReply;
import dev.chiron.tutor.component.ComponentReply.GoalSelectorReply;
import dev.chiron.tutor.component.ComponentReply.InteractiveCodeEditorReply;
import dev.chiron.tutor.component.ComponentReply.LearningTrackCarouselReply;
import dev.chiron.tutor.component.ComponentReply.PreferenceCardsReply;
import dev.chiron.tutor.component.ComponentReply.QuickQuizReply;
import dev.chiron.tutor.component.ComponentReply.SkillMapperReply;
import dev.chiron.tutor.component.ComponentReply.SkillSliderReply;
import dev.chiron.tutor.component.ComponentReply.TimeSelectorReply;
import dev.chiron.tutor.component.ComponentReply.TopicButtonsReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of component, under their names on the wire. */
public enum ComponentKind {
    LEARNING_TRACK_CAROUSEL(
            "learning_track_carousel",
            LearningTrackCarousel.class,
            LearningTrackCarouselReply.class,
            "Offers learning tracks as cards, of which the learner chooses one."),
    SKILL_SLIDER(
            "skill_slider",
            SkillSlider.class,
            SkillSliderReply.class,
            "Asks the learner for one number on a scale, such as an estimate or how confident they are in a skill."),
    TOPIC_BUTTONS(
            "topic_buttons",
            TopicButtons.class,
            TopicButtonsReply.class,
            "Offers a few topics as buttons, of which the learner clicks one."),
    GOAL_SELECTOR(
            "goal_selector",
            GoalSelector.class,
            GoalSelectorReply.class,
            "Asks what the learner wants to achieve, as goals of which they choose one or, where that is allowed, several."),
    CODE_ASSESSMENT(
            "code_assessment",
            CodeAssessment.class,
            CodeAssessmentReply.class,
            "Asks about code: by choices, by blocks to put in order, or by blanks to fill in."),
    SKILL_MAPPER(
            "skill_mapper",
            SkillMapper.class,
            SkillMapperReply.class,
            "Asks the learner to rate several skills at once."),
    TIME_SELECTOR(
            "time_selector",
            TimeSelector.class,
            TimeSelectorReply.class,
            "Asks for a date, a time, both, or a range, such as when to study."),
    PREFERENCE_CARDS(
            "preference_cards",
            PreferenceCards.class,
            PreferenceCardsReply.class,
            "Asks how the learner likes to learn, by cards of which they choose."),
    INTERACTIVE_CODE_EDITOR(
            "interactive_code_editor",
            InteractiveCodeEditor.class,
            InteractiveCodeEditorReply.class,
            "Gives the learner an editor in which to write or read code and hand it in."),
    DIAGRAM_VIEWER(
            "diagram_viewer",
            DiagramViewer.class,
            null,
            "Shows a diagram, written in Mermaid or as an image; it takes no answer."),
    DND_EXERCISE(
            "dnd_exercise",
            DndExercise.class,
            DndExerciseReply.class,
            "Asks the learner to drag things to where they belong."),
    PROGRESS_VISUALIZER(
            "progress_visualizer",
            ProgressVisualizer.class,
            null,
            "Shows how far the learner has come; it takes no answer."),
    QUICK_QUIZ(
            "quick_quiz",
            QuickQuiz.class,
            QuickQuizReply.class,
            "Asks one question with 2 to 8 options, of which exactly one is right.");

    private static final String TOOL_PREFIX = "its:render_";
    private static final String MODEL_TOOL_PREFIX = "its_render_";

    private final String wireName;
    private final Class<? extends Component> type;
    private final @Nullable Class<? extends ComponentReply> replyType;
    private final String description;
    private final String schema;
    private final @Nullable String replySchema;

    ComponentKind(
            String wireName,
            Class<? extends Component> type,
            @Nullable Class<? extends ComponentReply> replyType,
            String description) {
        this.wireName = wireName;
        this.type = type;
        this.replyType = replyType;
        this.description = description;
        this.schema = resource(wireName + ".schema.json");
        this.replySchema = replyType == null ? null : resource(wireName + ".reply.schema.json");
    }

    private static String resource(String name) {
        try (var in = ComponentKind.class.getResourceAsStream("/components/" + name)) {
            if (in == null) {
                throw new IllegalStateException("/components/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name in stored rows and in the API, such as {@code quick_quiz}. */
    public String wireName() {
        return wireName;
    }

    /** The name of the AG-UI frontend tool, such as {@code its:render_quick_quiz}. */
    public String toolName() {
        return TOOL_PREFIX + wireName;
    }

    /** The tool's name for a model whose API takes no colon, such as {@code its_render_quick_quiz}. */
    public String modelToolName() {
        return MODEL_TOOL_PREFIX + wireName;
    }

    /** By the name on the wire; empty for any other. */
    public static Optional<ComponentKind> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    /** By {@link #toolName()} or {@link #modelToolName()}; empty for any other. */
    public static Optional<ComponentKind> ofTool(String toolName) {
        return Arrays.stream(values())
                .filter(kind ->
                        kind.toolName().equals(toolName) || kind.modelToolName().equals(toolName))
                .findFirst();
    }

    /** Whether a shown one waits for the learner; the others are only looked at. */
    public boolean needsAnswer() {
        return replyType != null;
    }

    /** One sentence for a model that may choose it. */
    public String description() {
        return description;
    }

    /** JSON Schema 2020-12 of the arguments. */
    public String schema() {
        return schema;
    }

    /** JSON Schema 2020-12 of the reply; empty when none is needed. */
    public Optional<String> replySchema() {
        return Optional.ofNullable(replySchema);
    }

    Class<? extends Component> type() {
        return type;
    }

    @Nullable
    Class<? extends ComponentReply> replyType() {
        return replyType;
    }
}
