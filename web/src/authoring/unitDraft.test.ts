import { describe, expect, it } from 'vitest';
import { aUnit } from '@/tracks/FakeTutor.testing';
import { configOf, draftOf, emptyDraft, freshOptionId } from './unitDraft';

describe('a unit that is written', () => {
    // Goal: a teacher who opens a unit and saves it changes nothing by that.
    it.each([
        ['content_snippet', { content: 'A lesson.' }],
        ['external_link', { url: 'https://example.org/', description: 'An article', content: 'Read it.' }],
        [
            'mcq_component',
            {
                content: 'Before it.',
                question_text: 'Which?',
                quiz_type: 'true-false',
                options: [
                    { id: 'yes', text: 'True' },
                    { id: 'no', text: 'False' },
                ],
                pass_mark: 50,
                correct_option_id: 'no',
                option_feedback: { yes: 'No.' },
                explanation: 'Because.',
                hints: ['a', 'b'],
            },
        ],
        [
            'slider_component',
            {
                prompt_text: 'How many?',
                skill_id: 'of-another-name',
                skill_name: 'Estimating',
                min_value: 0,
                max_value: 1,
                step: 0.05,
                current_value: 0.5,
                pass_mark: 70,
                target_value: 0.25,
                tolerance: 0,
                zero_distance: 0.5,
                explanation: 'Count.',
                hints: ['a'],
            },
        ],
    ] as const)('is sent as it was stored: %s', (unit_type, content_config) => {
        expect(JSON.parse(JSON.stringify(configOf(draftOf(aUnit({ unit_type, content_config })))))).toEqual(
            content_config,
        );
    });

    // Goal: a self-rating stays one, and a slider that becomes one loses its key on the server as well.
    it('says of a slider without a right answer that there is no key', () => {
        const stored = { prompt_text: 'p', skill_id: 's', skill_name: 'S', min_value: 0, max_value: 10 };
        const draft = draftOf(aUnit({ unit_type: 'slider_component', content_config: stored }));

        expect(draft.graded).toBe(false);
        expect(configOf(draft)).toMatchObject({ target_value: null, tolerance: null, explanation: null, hints: null });
    });

    it('makes the id of a skill from its name, in any script', () => {
        const draft = { ...emptyDraft('slider_component'), skillName: ' Zinsen schätzen! ' };

        expect(configOf(draft).skill_id).toBe('zinsen-schätzen');
    });

    // Goal: what is no number is not lost on the way, so that the server can say what is wrong with it.
    it('sends what is no number as it is', () => {
        expect(configOf({ ...emptyDraft('slider_component'), min: 'few' }).min_value).toBe('few');
    });

    it('gives a new option the first letter that is free', () => {
        const option = (id: string) => ({ id, text: '', feedback: '' });

        expect(freshOptionId([option('a'), option('c')])).toBe('b');
        expect(freshOptionId([...'abcdefghijklmnopqrstuvwxyz'].map(option))).toBe('o26');
    });
});
