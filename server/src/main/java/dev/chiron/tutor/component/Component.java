package dev.chiron.tutor.component;

/**
 * A rich element of the chat. Each record checks itself when it is made and holds nothing that tells the answer; texts are
 * Markdown that a client must sanitise. Build one in Java, or read it with {@link Components}.
 */
public sealed interface Component
        permits CodeAssessment,
                DiagramViewer,
                DndExercise,
                GoalSelector,
                InteractiveCodeEditor,
                LearningTrackCarousel,
                PreferenceCards,
                ProgressVisualizer,
                QuickQuiz,
                SkillMapper,
                SkillSlider,
                TimeSelector,
                TopicButtons {

    /** Which of the thirteen. */
    ComponentKind kind();
}
