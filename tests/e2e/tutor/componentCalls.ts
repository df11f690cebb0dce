/** What the model calls each component with. */
export const componentCalls: Record<string, object> = {
    quick_quiz: {
        quiz_id: 'primes',
        question_text: 'Which of these is prime?',
        options: [
            { id: 'a', text: 'Nine' },
            { id: 'b', text: 'Eleven' },
            { id: 'c', text: 'Fifteen' },
        ],
        correct_option_id: 'b',
        explanation: 'Only one and the number itself divide it.',
    },
    learning_track_carousel: {
        tracks: [
            { track_id: 't1', title: 'Algebra', description: 'Letters for numbers.', tags: ['maths'] },
            { track_id: 't2', title: 'Geometry', description: 'Points, lines and circles.' },
            { track_id: 't3', title: 'Chance', description: 'How likely is it?' },
        ],
    },
    skill_slider: {
        skill_id: 'fractions',
        skill_name: 'Fractions',
        prompt_text: 'How sure are you with fractions?',
        min_value: 0,
        max_value: 10,
        current_value: 4,
    },
    topic_buttons: {
        prompt_text: 'What next?',
        buttons: [
            { button_id: 'b1', label: 'Loops', topic_id_payload: 'loops' },
            { button_id: 'b2', label: 'Functions', topic_id_payload: 'functions' },
        ],
    },
    goal_selector: {
        prompt_text: 'What do you want to reach?',
        goals: [
            { goal_id: 'g1', description: 'Read code' },
            { goal_id: 'g2', description: 'Write code' },
        ],
        allow_multiple_selection: true,
    },
    code_assessment: {
        assessment_id: 'a1',
        assessment_type: 'fill_in_the_blanks',
        problem_statement: 'Complete the loop.',
        code_snippet: 'for i in ____(3):\n    print(i)',
        blank_fields: [{ blank_id: 'x', label: 'The missing word' }],
    },
    skill_mapper: {
        mapper_id: 'm1',
        skills: [
            { skill_id: 's1', skill_name: 'Reading', max_rating: 5, current_rating: 2 },
            { skill_id: 's2', skill_name: 'Writing', max_rating: 5 },
        ],
    },
    time_selector: { selector_id: 'w1', selection_type: 'date', prompt_text: 'When shall we go on?' },
    preference_cards: {
        preference_set_id: 'p1',
        prompt_text: 'How do you like to learn?',
        cards: [
            { card_id: 'c1', title: 'By example', description: 'First the case, then the rule.' },
            { card_id: 'c2', title: 'By rule', description: 'First the rule, then the case.' },
        ],
    },
    interactive_code_editor: {
        editor_id: 'e1',
        language: 'python',
        initial_code: 'print("hello")',
        problem_description: 'Say hello to the world.',
    },
    dnd_exercise: {
        exercise_id: 'd1',
        prompt_text: 'What belongs where?',
        draggables: [
            { id: 'i1', label: 'Whale' },
            { id: 'i2', label: 'Trout' },
        ],
        drop_zones: [
            { id: 'z1', label: 'Mammal' },
            { id: 'z2', label: 'Fish' },
        ],
    },
    diagram_viewer: {
        diagram_id: 'loop',
        diagram_type: 'mermaid',
        diagram_data: 'graph LR; Start-->End',
        caption: 'From start to end',
    },
    progress_visualizer: {
        visualizer_id: 'v1',
        type: 'bar',
        title: 'How far you are',
        current_progress: 3,
        total_value: 8,
    },
};
