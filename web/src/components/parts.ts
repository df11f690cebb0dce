import type { ComponentType } from 'react';
import GoalSelector from './GoalSelector';
import LearningTrackCarousel from './LearningTrackCarousel';
import { fetched, part, type Unchecked } from './part';
import PreferenceCards from './PreferenceCards';
import ProgressVisualizer from './ProgressVisualizer';
import QuickQuiz from './QuickQuiz';
import { type ComponentName, schemas } from './schemas';
import SkillMapper from './SkillMapper';
import SkillSlider from './SkillSlider';
import TimeSelector from './TimeSelector';
import TopicButtons from './TopicButtons';

/** Every component by its name. The heavy ones are fetched when they are first shown. */
export const parts: Record<ComponentName, ComponentType<Unchecked>> = {
    learning_track_carousel: part(schemas.learning_track_carousel, LearningTrackCarousel),
    skill_slider: part(schemas.skill_slider, SkillSlider),
    topic_buttons: part(schemas.topic_buttons, TopicButtons),
    goal_selector: part(schemas.goal_selector, GoalSelector),
    code_assessment: part(
        schemas.code_assessment,
        fetched(() => import('./CodeAssessment')),
    ),
    skill_mapper: part(schemas.skill_mapper, SkillMapper),
    time_selector: part(schemas.time_selector, TimeSelector),
    preference_cards: part(schemas.preference_cards, PreferenceCards),
    interactive_code_editor: part(
        schemas.interactive_code_editor,
        fetched(() => import('./InteractiveCodeEditor')),
    ),
    diagram_viewer: part(
        schemas.diagram_viewer,
        fetched(() => import('./DiagramViewer')),
    ),
    dnd_exercise: part(
        schemas.dnd_exercise,
        fetched(() => import('./DndExercise')),
    ),
    progress_visualizer: part(schemas.progress_visualizer, ProgressVisualizer),
    quick_quiz: part(schemas.quick_quiz, QuickQuiz),
};
