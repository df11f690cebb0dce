import { z } from 'zod/v4';

// What the page needs to know of a component before it shows it: which members there are, of which type, and what would
// break it. How long a text may be is the server's business; it has checked that already, and may allow more one day.

const id = z.string().min(1);
const text = z.string().min(1);

/** A list in which no two entries share an id: ids name inputs and places on the page. */
function distinct<Entry extends z.ZodType>(entry: Entry, idOf: (each: z.infer<Entry>) => string, atLeast = 1) {
    return z
        .array(entry)
        .min(atLeast)
        .refine((all) => new Set(all.map(idOf)).size === all.length, { error: 'ids must differ' });
}

/** The arguments and replies of each component, by its name. The types are made from these. */
export const schemas = {
    learning_track_carousel: {
        arguments: z.object({
            tracks: distinct(
                z.object({
                    track_id: id,
                    title: text,
                    description: text,
                    image_url: z.string().optional(),
                    tags: z.array(text).optional(),
                }),
                (track) => track.track_id,
            ),
        }),
        reply: z.object({ selected_track_id: id }),
    },
    skill_slider: {
        arguments: z
            .object({
                skill_id: id,
                skill_name: text,
                prompt_text: text,
                min_value: z.number(),
                max_value: z.number(),
                current_value: z.number().optional(),
                step: z.number().positive().optional(),
            })
            .refine((it) => it.min_value < it.max_value, { error: 'max_value must be above min_value' }),
        reply: z.object({ skill_id: id, selected_value: z.number() }),
    },
    topic_buttons: {
        arguments: z.object({
            prompt_text: text.optional(),
            buttons: distinct(
                z.object({ button_id: id, label: text, topic_id_payload: id }),
                (button) => button.button_id,
            ),
        }),
        reply: z.object({ button_id_clicked: id, topic_id_payload: id }),
    },
    goal_selector: {
        arguments: z.object({
            prompt_text: text,
            goals: distinct(
                z.object({ goal_id: id, description: text, icon: text.optional() }),
                (goal) => goal.goal_id,
            ),
            allow_multiple_selection: z.boolean().optional(),
        }),
        reply: z.object({ selected_goal_ids: z.array(id).min(1) }),
    },
    code_assessment: {
        arguments: z
            .object({
                assessment_id: id,
                assessment_type: z.enum(['mcq', 'dnd_code_blocks', 'fill_in_the_blanks']),
                problem_statement: text,
                code_snippet: text.optional(),
                choices: distinct(z.object({ id, text }), (choice) => choice.id, 2).optional(),
                dnd_model: z.object({ items: distinct(z.object({ id, text }), (block) => block.id, 2) }).optional(),
                blank_fields: distinct(z.object({ blank_id: id, label: text }), (blank) => blank.blank_id).optional(),
            })
            .refine(
                (it) =>
                    (it.assessment_type === 'mcq') === (it.choices !== undefined) &&
                    (it.assessment_type === 'dnd_code_blocks') === (it.dnd_model !== undefined) &&
                    (it.assessment_type === 'fill_in_the_blanks') === (it.blank_fields !== undefined),
                { error: 'must have what its assessment_type names, and nothing of another' },
            ),
        reply: z.object({
            assessment_id: id,
            submitted_answer_id: id.optional(),
            dropped_items_order: z.array(id).min(1).optional(),
            filled_blanks: z
                .array(z.object({ blank_id: id, user_input: z.string() }))
                .min(1)
                .optional(),
        }),
    },
    skill_mapper: {
        arguments: z.object({
            mapper_id: id,
            skills: distinct(
                z.object({
                    skill_id: id,
                    skill_name: text,
                    max_rating: z.int().min(1),
                    current_rating: z.int().min(0).optional(),
                    description: text.optional(),
                    tags: z.array(text).optional(),
                }),
                (skill) => skill.skill_id,
            ),
        }),
        reply: z.object({
            mapper_id: id,
            updated_skills: z.array(z.object({ skill_id: id, new_rating: z.int().min(0) })),
        }),
    },
    time_selector: {
        arguments: z.object({
            selector_id: id,
            selection_type: z.enum(['date', 'time', 'datetime', 'date_range', 'time_range']),
            prompt_text: text,
            min_datetime: text.optional(),
            max_datetime: text.optional(),
        }),
        reply: z.object({
            selector_id: id,
            selection: z.union([z.object({ selected_datetime: text }), z.object({ start_date: text, end_date: text })]),
        }),
    },
    preference_cards: {
        arguments: z.object({
            preference_set_id: id,
            prompt_text: text,
            cards: distinct(
                z.object({
                    card_id: id,
                    title: text,
                    description: text,
                    image_url: z.string().optional(),
                    icon: text.optional(),
                }),
                (card) => card.card_id,
            ),
            allow_multiple_selection: z.boolean().optional(),
        }),
        reply: z.object({ preference_set_id: id, selected_card_ids: z.array(id).min(1) }),
    },
    interactive_code_editor: {
        arguments: z.object({
            editor_id: id,
            language: z.enum(['python', 'javascript', 'java', 'html', 'css']),
            initial_code: z.string().optional(),
            problem_description: text.optional(),
            config: z.object({ read_only: z.boolean().optional(), show_run_button: z.boolean().optional() }).optional(),
        }),
        reply: z.object({
            editor_id: id,
            current_code: z.string(),
            action: z.enum(['submit_code', 'run_code']),
        }),
    },
    diagram_viewer: {
        arguments: z.object({
            diagram_id: id,
            diagram_data: text,
            diagram_type: z.enum(['mermaid', 'image_url']),
            caption: text.optional(),
            interactive: z.boolean().optional(),
        }),
    },
    dnd_exercise: {
        arguments: z.object({
            exercise_id: id,
            prompt_text: text,
            draggables: distinct(z.object({ id, label: text, group: text.optional() }), (each) => each.id),
            drop_zones: distinct(z.object({ id, label: text, accepts_group: text.optional() }), (zone) => zone.id),
        }),
        reply: z.object({
            exercise_id: id,
            mapping: z.array(z.object({ draggable_id: id, drop_zone_id: id })).min(1),
        }),
    },
    progress_visualizer: {
        arguments: z
            .object({
                visualizer_id: id,
                type: z.enum(['bar', 'circular', 'milestones']),
                title: text.optional(),
                current_progress: z.number().min(0).optional(),
                total_value: z.number().positive().optional(),
                milestones: z
                    .array(z.object({ name: text, achieved: z.boolean(), target_value: z.number().optional() }))
                    .optional(),
            })
            .refine(
                (it) =>
                    it.type === 'milestones'
                        ? (it.milestones?.length ?? 0) > 0
                        : it.current_progress !== undefined && it.total_value !== undefined,
                { error: 'must have what its type shows' },
            ),
    },
    quick_quiz: {
        arguments: z
            .object({
                quiz_id: id,
                question_text: text,
                options: distinct(z.object({ id, text }), (option) => option.id, 2),
                quiz_type: z.enum(['single-select-mcq', 'true-false']).optional(),
            })
            .refine((it) => it.quiz_type !== 'true-false' || it.options.length === 2, {
                error: 'true or false are two options',
            }),
        reply: z.object({ quiz_id: id, selected_option_id: id }),
    },
} as const;

/** A component's name, as on the server without `its:render_`. */
export type ComponentName = keyof typeof schemas;

/** What a component is shown with. */
export type ArgumentsOf<Name extends ComponentName> = z.infer<(typeof schemas)[Name]['arguments']>;

/** What a learner answers to it; a component to look at has none. */
export type ReplyOf<Name extends ComponentName> = (typeof schemas)[Name] extends {
    reply: infer Reply extends z.ZodType;
}
    ? z.infer<Reply>
    : never;
