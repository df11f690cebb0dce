package dev.chiron.tutor.component;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * An editor in which the learner writes code.
 *
 * @param editorId 1–200 characters
 * @param language of the code
 * @param initialCode 0–20,000 characters
 * @param problemDescription 1–4,000 characters, Markdown
 * @param config absent is an editor that can be written in and has a button to run
 */
public record InteractiveCodeEditor(
        String editorId,
        Language language,
        @Nullable String initialCode,
        @Nullable String problemDescription,
        @Nullable EditorConfig config)
        implements Component {

    /** What the code is written in. */
    public enum Language {
        PYTHON("python"),
        JAVASCRIPT("javascript"),
        JAVA("java"),
        HTML("html"),
        CSS("css");

        private final String wireName;

        Language(String wireName) {
            this.wireName = wireName;
        }

        /** As in JSON. */
        @JsonValue
        public String wireName() {
            return wireName;
        }
    }

    /**
     * How the editor behaves.
     *
     * @param readOnly false when JSON has none
     * @param showRunButton true when JSON has none; without the button nothing but a submission is an answer
     */
    public record EditorConfig(boolean readOnly, boolean showRunButton) {

        @JsonCreator
        static EditorConfig ofJson(boolean readOnly, @Nullable Boolean showRunButton) {
            return new EditorConfig(readOnly, showRunButton == null || showRunButton);
        }
    }

    /** @throws InvalidComponentException with all that is wrong */
    public InteractiveCodeEditor {
        var problems = new Problems();
        problems.id("editor_id", editorId);
        if (language == null) {
            problems.add("language", "is missing");
        }
        if (initialCode != null) {
            problems.maybeBlank("initial_code", initialCode, Limits.CODE_LENGTH);
        }
        problems.optionalText("problem_description", problemDescription, Limits.TEXT_LENGTH);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.INTERACTIVE_CODE_EDITOR;
    }
}
