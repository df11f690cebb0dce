import { z } from 'zod';
import type { Schemas } from '@/api/client';
import type { Unit } from '@/tracks/queries';

export type UnitType = Unit['unit_type'];

/** The kinds of unit, in the order in which they are offered. */
export const unitTypes: readonly UnitType[] = ['content_snippet', 'mcq_component', 'slider_component', 'external_link'];

/** An option of a question, with what is said to those who chose it. */
export interface OptionDraft {
    id: string;
    text: string;
    feedback: string;
}

/** A unit while it is being written. Numbers are texts, as they stand in their fields. */
export interface UnitDraft {
    type: UnitType;
    title: string;
    minutes: string;
    remedialUnitId: string;
    prerequisiteUnitIds: string[];
    content: string;
    url: string;
    description: string;
    question: string;
    trueFalse: boolean;
    options: OptionDraft[];
    correctOptionId: string;
    prompt: string;
    skillId: string;
    skillName: string;
    min: string;
    max: string;
    step: string;
    start: string;
    /** Whether an answer on the slider is right or wrong; else it is a learner's own view of themselves. */
    graded: boolean;
    target: string;
    tolerance: string;
    zeroDistance: string;
    passMark: string;
    explanation: string;
    hints: string[];
}

/** A unit of which nothing is written yet. */
export function emptyDraft(type: UnitType): UnitDraft {
    return {
        type,
        title: '',
        minutes: '5',
        remedialUnitId: '',
        prerequisiteUnitIds: [],
        content: '',
        url: '',
        description: '',
        question: '',
        trueFalse: false,
        options: [
            { id: 'a', text: '', feedback: '' },
            { id: 'b', text: '', feedback: '' },
        ],
        correctOptionId: '',
        prompt: '',
        skillId: '',
        skillName: '',
        min: '0',
        max: '10',
        step: '1',
        start: '',
        graded: true,
        target: '',
        tolerance: '',
        zeroDistance: '',
        passMark: '',
        explanation: '',
        hints: [],
    };
}

// What the server stores is not always what this page would have written: whatever is missing is empty.
const text = z.string().catch('');
const numeral = z.number().transform(String).catch('');
const Config = z.object({
    content: text,
    url: text,
    description: text,
    question_text: text,
    quiz_type: text,
    options: z.array(z.object({ id: z.string(), text: z.string() })).catch([]),
    correct_option_id: text,
    option_feedback: z.record(z.string()).catch({}),
    prompt_text: text,
    skill_id: text,
    skill_name: text,
    min_value: numeral,
    max_value: numeral,
    step: numeral,
    current_value: numeral,
    target_value: numeral,
    tolerance: numeral,
    zero_distance: numeral,
    pass_mark: numeral,
    explanation: text,
    hints: z.array(z.string()).catch([]),
});

/** A stored unit, to be changed. */
export function draftOf(unit: Unit): UnitDraft {
    const config = Config.parse(unit.content_config);
    const empty = emptyDraft(unit.unit_type);
    return {
        type: unit.unit_type,
        title: unit.title,
        minutes: String(unit.estimated_duration_minutes),
        remedialUnitId: unit.remedial_unit_id ?? '',
        prerequisiteUnitIds: unit.prerequisite_unit_ids,
        content: config.content,
        url: config.url,
        description: config.description,
        question: config.question_text,
        trueFalse: config.quiz_type === 'true-false',
        options:
            config.options.length > 0
                ? config.options.map((each) => ({ ...each, feedback: config.option_feedback[each.id] ?? '' }))
                : empty.options,
        correctOptionId: config.correct_option_id,
        prompt: config.prompt_text,
        skillId: config.skill_id,
        skillName: config.skill_name,
        min: config.min_value,
        max: config.max_value,
        step: config.step,
        start: config.current_value,
        graded: unit.unit_type !== 'slider_component' || config.target_value !== '',
        target: config.target_value,
        tolerance: config.tolerance,
        zeroDistance: config.zero_distance,
        passMark: config.pass_mark,
        explanation: config.explanation,
        hints: config.hints,
    };
}

/** A number for the server. What is no number goes as it is, so that the server says what is wrong with it. */
function number(written: string): number | string | undefined {
    const trimmed = written.trim();
    if (trimmed === '') {
        return undefined;
    }
    const value = Number(trimmed);
    return Number.isFinite(value) ? value : trimmed;
}

function optional(written: string): string | undefined {
    return written.trim() === '' ? undefined : written;
}

/** The id by which answers of several units count for one skill, made from its name. */
function skillIdOf(name: string): string {
    const id = name
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '');
    return id.slice(0, 100);
}

/** What is sent as `content_config`: what learners see, and the answer key beside it. Absent is what is not written. */
export function configOf(draft: UnitDraft): Record<string, unknown> {
    const content = optional(draft.content);
    const hints = draft.hints.some((hint) => hint.trim() !== '') ? draft.hints : undefined;
    switch (draft.type) {
        case 'content_snippet':
            return { content: draft.content };
        case 'external_link':
            return { url: draft.url.trim(), description: draft.description, content };
        case 'mcq_component':
            return {
                content,
                question_text: draft.question,
                quiz_type: draft.trueFalse ? 'true-false' : undefined,
                options: draft.options.map(({ id, text }) => ({ id, text })),
                pass_mark: number(draft.passMark),
                correct_option_id: optional(draft.correctOptionId),
                option_feedback: feedbackOf(draft.options),
                explanation: draft.explanation,
                hints,
            };
        case 'slider_component':
            return {
                content,
                prompt_text: draft.prompt,
                skill_id: draft.skillId || skillIdOf(draft.skillName),
                skill_name: draft.skillName,
                min_value: number(draft.min),
                max_value: number(draft.max),
                step: number(draft.step),
                current_value: number(draft.start),
                ...(draft.graded
                    ? {
                          pass_mark: number(draft.passMark),
                          target_value: number(draft.target),
                          tolerance: number(draft.tolerance),
                          zero_distance: number(draft.zeroDistance),
                          explanation: draft.explanation,
                          hints,
                      }
                    : // The key that may be stored goes only if it is said that there is none.
                      { target_value: null, tolerance: null, zero_distance: null, explanation: null, hints: null }),
            };
    }
}

function feedbackOf(options: OptionDraft[]): Record<string, string> | undefined {
    const given = options.filter(({ feedback }) => feedback.trim() !== '');
    return given.length === 0 ? undefined : Object.fromEntries(given.map(({ id, feedback }) => [id, feedback]));
}

function minutesOf(draft: UnitDraft): number {
    // What is no whole number is refused by the server under the field's name; nothing at all is the usual length.
    return draft.minutes.trim() === '' ? 5 : Number(draft.minutes);
}

/** The request that adds the unit. */
export function newUnitOf(draft: UnitDraft): Schemas['NewUnit'] {
    return {
        title: draft.title,
        unit_type: draft.type,
        estimated_duration_minutes: minutesOf(draft),
        remedial_unit_id: draft.remedialUnitId || null,
        prerequisite_unit_ids: draft.prerequisiteUnitIds,
        content_config: configOf(draft),
    };
}

/** The request that changes the unit. Its kind stays. */
export function unitChangeOf(draft: UnitDraft): Schemas['UnitChange'] {
    return {
        title: draft.title,
        estimated_duration_minutes: minutesOf(draft),
        remedial_unit_id: draft.remedialUnitId || null,
        prerequisite_unit_ids: draft.prerequisiteUnitIds,
        content_config: configOf(draft),
    };
}

/** An option id that none of these has: the next letter. */
export function freshOptionId(options: readonly OptionDraft[]): string {
    const taken = new Set(options.map(({ id }) => id));
    for (let at = 0; ; at++) {
        const id = at < 26 ? String.fromCharCode(97 + at) : `o${at}`;
        if (!taken.has(id)) {
            return id;
        }
    }
}
