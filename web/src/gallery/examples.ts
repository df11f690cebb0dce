import type { ArgumentsOf, ComponentName, ReplyOf } from '@/components/schemas';

/** A component with something to show, and an answer to it where it takes one. */
export interface Example<Name extends ComponentName> {
    title: string;
    arguments: ArgumentsOf<Name>;
    reply?: ReplyOf<Name>;
}

/** Something of every component, by its name: what is usual, what is minimal, and what is hard to lay out. */
export type Examples = { [Name in ComponentName]: [Example<Name>, ...Example<Name>[]] };

const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstelle';
// The page's own server is the only one that is always there.
const picture = new URL('/icon.svg', window.location.href).href;
const many = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

export const examples: Examples = {
    quick_quiz: [
        {
            title: 'four options',
            arguments: {
                quiz_id: 'q1',
                question_text:
                    '```java\nint sum(int n) {\n\tif (n == 0) {\n\t\treturn 0;\n\t}\n\treturn n + sum(n - 1);\n}\n```\n\nWhat does `sum(4)` return?',
                options: [
                    { id: 'a', text: 'It returns `0`' },
                    { id: 'b', text: 'It returns `10`' },
                    { id: 'c', text: 'It returns $2^3$' },
                    { id: 'd', text: `It does not return, because __init__ calls ${longWord}` },
                ],
                quiz_type: 'single-select-mcq',
            },
            reply: { quiz_id: 'q1', selected_option_id: 'b' },
        },
        {
            title: 'true or false',
            arguments: {
                quiz_id: 'q2',
                question_text: 'A sorted list can be searched by halving.',
                options: [
                    { id: 'true', text: 'True' },
                    { id: 'false', text: 'False' },
                ],
                quiz_type: 'true-false',
            },
            reply: { quiz_id: 'q2', selected_option_id: 'true' },
        },
        {
            title: 'right to left',
            arguments: {
                quiz_id: 'q3',
                question_text: 'ما هو ناتج `2 + 3` في هذا البرنامج؟',
                options: [
                    { id: 'a', text: 'خمسة' },
                    { id: 'b', text: 'ستة، لأن الحاسوب يبدأ العد من الصفر ثم يضيف واحدًا في كل خطوة' },
                    { id: 'c', text: '23' },
                ],
            },
            reply: { quiz_id: 'q3', selected_option_id: 'a' },
        },
    ],
    topic_buttons: [
        {
            title: 'with a question',
            arguments: {
                prompt_text: 'What would you like to look at **next**?',
                buttons: [
                    { button_id: 'b1', label: 'Cells', topic_id_payload: 'cells' },
                    { button_id: 'b2', label: 'Plants and how they make sugar from light', topic_id_payload: 'plants' },
                    { button_id: 'b3', label: longWord, topic_id_payload: 'word' },
                ],
            },
            reply: { button_id_clicked: 'b2', topic_id_payload: 'plants' },
        },
        {
            title: 'twenty, without a question',
            arguments: {
                buttons: many(20).map((at) => ({
                    button_id: `b${at}`,
                    label: `Topic ${at}`,
                    topic_id_payload: `t${at}`,
                })),
            },
            reply: { button_id_clicked: 'b7', topic_id_payload: 't7' },
        },
    ],
    goal_selector: [
        {
            title: 'one of them',
            arguments: {
                prompt_text: 'Why do you learn?',
                goals: [
                    { goal_id: 'g1', description: 'For fun', icon: '🎈' },
                    { goal_id: 'g2', description: 'For an exam', icon: 'exam' },
                    { goal_id: 'g3', description: 'For something that has no icon' },
                ],
            },
            reply: { selected_goal_ids: ['g2'] },
        },
        {
            title: 'several, right to left',
            arguments: {
                prompt_text: 'מה היית רוצה ללמוד?',
                goals: [
                    { goal_id: 'g1', description: 'לקרוא ולכתוב', icon: 'book' },
                    { goal_id: 'g2', description: 'לתכנת ב-Java', icon: 'code' },
                    { goal_id: 'g3', description: 'מתמטיקה', icon: 'no-such-icon' },
                ],
                allow_multiple_selection: true,
            },
            reply: { selected_goal_ids: ['g1', 'g2'] },
        },
    ],
    preference_cards: [
        {
            title: 'several',
            arguments: {
                preference_set_id: 'p1',
                prompt_text: 'How do you like to learn?',
                cards: [
                    { card_id: 'c1', title: 'Videos', description: 'Somebody shows it.', icon: 'play' },
                    { card_id: 'c2', title: 'Texts', description: 'At my own pace, with examples.', icon: '📚' },
                    {
                        card_id: 'c3',
                        title: 'Pictures',
                        description: 'A picture that is not there.',
                        image_url: 'https://pictures.invalid/none.png',
                    },
                    { card_id: 'c4', title: longWord, description: `${longWord} and some words more.` },
                ],
            },
            reply: { preference_set_id: 'p1', selected_card_ids: ['c1', 'c2'] },
        },
        {
            title: 'one only',
            arguments: {
                preference_set_id: 'p2',
                prompt_text: 'Which one first?',
                cards: [
                    { card_id: 'c1', title: 'Theory', description: 'Why it is so.', image_url: picture },
                    { card_id: 'c2', title: 'Practice', description: 'How it is done.', image_url: picture },
                ],
                allow_multiple_selection: false,
            },
            reply: { preference_set_id: 'p2', selected_card_ids: ['c2'] },
        },
    ],
    skill_slider: [
        {
            title: 'whole numbers',
            arguments: {
                skill_id: 's1',
                skill_name: 'Algebra',
                prompt_text: 'How sure are you, from 0 to 10?',
                min_value: 0,
                max_value: 10,
                current_value: 4,
            },
            reply: { skill_id: 's1', selected_value: 7 },
        },
        {
            title: 'a shorter last step',
            arguments: {
                skill_id: 's2',
                skill_name: `Estimate of ${longWord}`,
                prompt_text: 'What share is it? A number between $-1$ and $1.5$.',
                min_value: -1,
                max_value: 1.5,
                current_value: 0.2,
                step: 0.4,
            },
            reply: { skill_id: 's2', selected_value: 1.5 },
        },
    ],
    skill_mapper: [
        {
            title: 'three skills',
            arguments: {
                mapper_id: 'm1',
                skills: [
                    {
                        skill_id: 's1',
                        skill_name: 'Loops',
                        max_rating: 5,
                        current_rating: 2,
                        description: 'You can read and write `for` and `while`.',
                        tags: ['python', 'basics'],
                    },
                    { skill_id: 's2', skill_name: 'Functions', max_rating: 10 },
                    { skill_id: 's3', skill_name: 'الخوارزميات', max_rating: 100, current_rating: 60 },
                ],
            },
            reply: { mapper_id: 'm1', updated_skills: [{ skill_id: 's1', new_rating: 4 }] },
        },
    ],
    time_selector: [
        {
            title: 'date',
            arguments: {
                selector_id: 't1',
                selection_type: 'date',
                prompt_text: 'When do you want to begin?',
                min_datetime: '2026-11-22',
            },
            reply: { selector_id: 't1', selection: { selected_datetime: '2026-11-24' } },
        },
        {
            title: 'time',
            arguments: { selector_id: 't2', selection_type: 'time', prompt_text: 'At what time of the day?' },
            reply: { selector_id: 't2', selection: { selected_datetime: '09:30' } },
        },
        {
            title: 'date and time',
            arguments: {
                selector_id: 't3',
                selection_type: 'datetime',
                prompt_text: 'When is your exam?',
                min_datetime: '2026-11-22T08:00:00Z',
                max_datetime: '2027-11-22T08:00:00Z',
            },
            reply: { selector_id: 't3', selection: { selected_datetime: '2026-12-24T09:30:00Z' } },
        },
        {
            title: 'span of days',
            arguments: {
                selector_id: 't4',
                selection_type: 'date_range',
                prompt_text: 'When are you away?',
                min_datetime: '2026-11-22',
                max_datetime: '2026-12-24T12:00:00Z',
            },
            reply: { selector_id: 't4', selection: { start_date: '2026-11-24', end_date: '2026-11-30' } },
        },
        {
            title: 'span of time',
            arguments: { selector_id: 't5', selection_type: 'time_range', prompt_text: 'متى تريد أن تتعلم؟' },
            reply: { selector_id: 't5', selection: { start_date: '09:30', end_date: '11:00' } },
        },
    ],
    learning_track_carousel: [
        {
            title: 'several tracks',
            arguments: {
                tracks: [
                    {
                        track_id: 't1',
                        title: 'Think in algorithms',
                        description:
                            'Why does one program answer at once and another one take all night, although both are right? In a little over an hour you learn to count the work a program does, to see how that work grows, and to choose a better plan before you write a line.',
                        image_url: picture,
                        tags: ['computer science', 'Java'],
                    },
                    {
                        track_id: 't2',
                        title: 'Chance in everyday life',
                        description: 'Forces and light.',
                        image_url: 'https://pictures.invalid/none.png',
                    },
                    { track_id: 't3', title: longWord, description: 'A long word.' },
                    { track_id: 't4', title: 'Money over time', description: 'Interest on interest.', tags: [] },
                ],
            },
            reply: { selected_track_id: 't2' },
        },
        {
            title: 'right to left',
            arguments: {
                tracks: [
                    { track_id: 't1', title: 'التفكير بالخوارزميات', description: 'كيف يعمل البرنامج السريع؟' },
                    { track_id: 't2', title: 'الفيزياء', description: 'القوى والضوء.', tags: ['علوم'] },
                    { track_id: 't3', title: 'الأحياء', description: 'الكائنات الحية.' },
                ],
            },
            reply: { selected_track_id: 't1' },
        },
        {
            title: 'one track',
            arguments: { tracks: [{ track_id: 't1', title: 'Biology', description: 'Living things.' }] },
            reply: { selected_track_id: 't1' },
        },
    ],
    code_assessment: [
        {
            title: 'choices',
            arguments: {
                assessment_id: 'c1',
                assessment_type: 'mcq',
                problem_statement: 'What is printed?',
                code_snippet: 'for i in range(3):\n\tif i % 2 == 0:\n\t\tprint(i, end=" ")',
                choices: [
                    { id: 'a', text: '0 2' },
                    { id: 'b', text: '0 1 2' },
                    { id: 'c', text: 'for i in range(3):\n\tprint(i)' },
                ],
            },
            reply: { assessment_id: 'c1', submitted_answer_id: 'a' },
        },
        {
            title: 'blocks to put in order',
            arguments: {
                assessment_id: 'c2',
                assessment_type: 'dnd_code_blocks',
                problem_statement: 'Put the lines in order, so that the greatest number is found.',
                dnd_model: {
                    items: [
                        { id: 'l1', text: 'return best' },
                        { id: 'l2', text: 'for number in numbers:\n\tbest = max(best, number)' },
                        { id: 'l3', text: 'best = numbers[0]' },
                        {
                            id: 'l4',
                            text: '# a line that is much longer than the others and needs to be scrolled on a small screen',
                        },
                    ],
                },
            },
            reply: { assessment_id: 'c2', dropped_items_order: ['l3', 'l2', 'l1', 'l4'] },
        },
        {
            title: 'blanks',
            arguments: {
                assessment_id: 'c3',
                assessment_type: 'fill_in_the_blanks',
                problem_statement: 'Fill in what is missing.',
                code_snippet: 'int ___1___ = 0;\nwhile (___2___) {\n\ttotal += next();\n}',
                blank_fields: [
                    { blank_id: 'x1', label: 'Blank 1: a name' },
                    { blank_id: 'x2', label: 'Blank 2: a condition' },
                ],
            },
            reply: {
                assessment_id: 'c3',
                filled_blanks: [
                    { blank_id: 'x1', user_input: 'total' },
                    { blank_id: 'x2', user_input: '' },
                ],
            },
        },
    ],
    interactive_code_editor: [
        {
            title: 'Python',
            arguments: {
                editor_id: 'e1',
                language: 'python',
                initial_code: 'def greet(name):\n    # say hello\n    return "Hello, " + name\n',
                problem_description: 'Make `greet` answer politely when there is no name.',
            },
            reply: { editor_id: 'e1', current_code: 'def greet(name):\n\treturn "Hello"', action: 'run_code' },
        },
        {
            title: 'HTML, with a preview and nothing to run',
            arguments: {
                editor_id: 'e2',
                language: 'html',
                initial_code: '<h1>Hello</h1>\n<script>document.title = "run"</script>',
                config: { show_run_button: false },
            },
            reply: { editor_id: 'e2', current_code: '<h1>Hello</h1>', action: 'submit_code' },
        },
        {
            title: 'to be read only',
            arguments: {
                editor_id: 'e3',
                language: 'java',
                initial_code: 'class Hello {\n    int answer = 42;\n}\n',
                problem_description: 'Read this class.',
                config: { read_only: true, show_run_button: false },
            },
            reply: { editor_id: 'e3', current_code: 'class Hello {\n}', action: 'submit_code' },
        },
    ],
    dnd_exercise: [
        {
            title: 'groups',
            arguments: {
                exercise_id: 'x1',
                prompt_text: 'Where does each of them belong?',
                draggables: [
                    { id: 'd1', label: 'Cat', group: 'animal' },
                    { id: 'd2', label: 'Oak', group: 'plant' },
                    { id: 'd3', label: 'Stone' },
                    { id: 'd4', label: longWord },
                ],
                drop_zones: [
                    { id: 'z1', label: 'Animals', accepts_group: 'animal' },
                    { id: 'z2', label: 'Anything' },
                ],
            },
            reply: {
                exercise_id: 'x1',
                mapping: [
                    { draggable_id: 'd1', drop_zone_id: 'z1' },
                    { draggable_id: 'd2', drop_zone_id: 'z2' },
                ],
            },
        },
        {
            title: 'right to left',
            arguments: {
                exercise_id: 'x2',
                prompt_text: 'رتب الكلمات في مكانها',
                draggables: [
                    { id: 'd1', label: 'قطة' },
                    { id: 'd2', label: 'شجرة' },
                ],
                drop_zones: [
                    { id: 'z1', label: 'حيوانات' },
                    { id: 'z2', label: 'نباتات' },
                ],
            },
            reply: { exercise_id: 'x2', mapping: [{ draggable_id: 'd1', drop_zone_id: 'z1' }] },
        },
    ],
    diagram_viewer: [
        {
            title: 'a diagram that can be made larger',
            arguments: {
                diagram_id: 'd1',
                diagram_type: 'mermaid',
                diagram_data:
                    'graph TD\n  A[Start] --> B{Is the list empty?}\n  B -- yes --> C[Nothing to do]\n  B -- no --> D[Take the first]\n  D --> B',
                caption: 'How a loop over a *list* ends.',
                interactive: true,
            },
        },
        {
            title: 'a sequence',
            arguments: {
                diagram_id: 'd2',
                diagram_type: 'mermaid',
                diagram_data:
                    'sequenceDiagram\n  participant L as Learner\n  participant T as Tutor\n  L->>T: What is a loop?\n  T-->>L: Something that is done again.',
            },
        },
        {
            title: 'no diagram at all',
            arguments: { diagram_id: 'd3', diagram_type: 'mermaid', diagram_data: 'graph TD\n  A --> [[[' },
        },
        {
            title: 'a picture',
            arguments: {
                diagram_id: 'd4',
                diagram_type: 'image_url',
                diagram_data: 'https://pictures.invalid/cell.png',
                caption: 'خلية نباتية',
            },
        },
    ],
    progress_visualizer: [
        {
            title: 'bar',
            arguments: {
                visualizer_id: 'v1',
                type: 'bar',
                title: 'Think in algorithms',
                current_progress: 3,
                total_value: 7,
            },
        },
        { title: 'ring', arguments: { visualizer_id: 'v2', type: 'circular', current_progress: 1.5, total_value: 4 } },
        {
            title: 'milestones',
            arguments: {
                visualizer_id: 'v3',
                type: 'milestones',
                title: 'Biology',
                current_progress: 1.5,
                total_value: 4,
                milestones: [
                    { name: 'Cells', achieved: true, target_value: 1 },
                    { name: 'Plants', achieved: false, target_value: 2.5 },
                    { name: longWord, achieved: false },
                ],
            },
        },
        {
            title: 'right to left',
            arguments: {
                visualizer_id: 'v4',
                type: 'milestones',
                title: 'الأحياء',
                milestones: [
                    { name: 'الخلايا', achieved: true },
                    { name: 'النباتات', achieved: false },
                ],
            },
        },
    ],
};
