import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { examples } from '@/gallery/examples';
import { expectNothingFromAxe } from './axe.testing';
import { type ComponentName, componentNames, type ComponentStatus, RichComponent, takesAnswer } from '.';

// What is fetched when it is first wanted takes as long as the machine needs.
vi.setConfig({ testTimeout: 60_000 });

// There is no layout in this environment, which Mermaid needs; it is tried in a browser.
vi.mock('@/markdown/drawMermaid', () => ({
    drawMermaid: (source: string) =>
        source.includes('[[[')
            ? Promise.reject(new Error('no diagram'))
            : Promise.resolve({ address: 'data:image/svg+xml,<svg/>', width: 10, height: 10 }),
}));

// The code editor measures its letters; here they have no size.
beforeAll(() => {
    Range.prototype.getClientRects = () => document.createElement('span').getClientRects();
});

interface Shown {
    arguments: unknown;
    reply?: unknown;
    status?: ComponentStatus;
}

/** Shows a component as the chat does: an answer is confirmed at once. */
async function show(name: ComponentName, { arguments: given, reply, status = 'open' }: Shown) {
    const answers: unknown[] = [];
    function Chat() {
        const [answer, setAnswer] = useState(status === 'answered' ? reply : undefined);
        const [now, setNow] = useState(status);
        return (
            <RichComponent
                name={name}
                arguments={given}
                status={now}
                reply={answer}
                answer={(each) => {
                    answers.push(each);
                    setAnswer(each);
                    setNow('answered');
                }}
            />
        );
    }
    const { container } = render(<Chat />);
    // The heavy ones are fetched; the first time that takes as long as this machine needs.
    await waitFor(
        () => {
            expect(container).not.toHaveTextContent(/One moment|being drawn/);
        },
        { timeout: 20_000 },
    );
    return { container, answers, user: userEvent.setup() };
}

/** Goes on with Tab until the element has the focus, as a person without a mouse does. */
async function tabTo(user: UserEvent, wanted: HTMLElement) {
    for (let presses = 0; presses < 80 && document.activeElement !== wanted; presses += 1) {
        await user.tab();
    }
    expect(wanted).toHaveFocus();
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });

describe.each(componentNames)('%s', (name) => {
    const states: ComponentStatus[] = ['waiting', 'open', 'sending', 'answered', 'superseded'];

    it.each(examples[name].map((example) => [example.title, example] as const))(
        'axe finds nothing in any state: %s',
        { timeout: 60_000 },
        async (_title, example) => {
            for (const status of takesAnswer(name) ? states : states.slice(0, 1)) {
                const { container } = await show(name, { ...example, status });
                await expectNothingFromAxe(container);
                document.body.replaceChildren();
            }
        },
    );

    if (takesAnswer(name)) {
        it.each(['waiting', 'sending', 'answered', 'superseded'] as const)(
            'cannot be answered while it is %s',
            async (status) => {
                const { container, answers, user } = await show(name, { ...examples[name][0], status });
                for (const control of within(container).queryAllByRole('button')) {
                    await user.click(control);
                }
                for (const control of container.querySelectorAll('input')) {
                    await user.click(control);
                }
                container.querySelector('form')?.requestSubmit();
                expect(answers).toEqual([]);
            },
        );
    }
});

describe('answered by keyboard alone', () => {
    it('quick_quiz: choose with the arrows, answer with Enter', async () => {
        const { answers, user } = await show('quick_quiz', examples.quick_quiz[0]!);
        await tabTo(user, screen.getAllByRole('radio')[0]!);
        await user.keyboard('[Space][ArrowDown][Enter]');

        expect(answers).toEqual([{ quiz_id: 'q1', selected_option_id: 'b' }]);
        expect(screen.queryByRole('radio')).not.toBeInTheDocument();
        expect(screen.getByText('(your choice)', { exact: false }).closest('li')).toHaveTextContent('It returns 10');
        // The focus has not fallen out of the conversation.
        expect(screen.getByRole('status')).toHaveFocus();
    });

    it('quick_quiz: says what is missing', async () => {
        const { answers, user } = await show('quick_quiz', examples.quick_quiz[0]!);
        await tabTo(user, button('Answer'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([]);
        expect(screen.getByRole('alert')).toHaveTextContent('Choose one of the answers first.');
        expect(screen.getByRole('radiogroup')).toHaveAccessibleDescription('Choose one of the answers first.');
    });

    it('topic_buttons: one press is the answer', async () => {
        const { answers, user } = await show('topic_buttons', examples.topic_buttons[0]!);
        await tabTo(user, button(/Plants/));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ button_id_clicked: 'b2', topic_id_payload: 'plants' }]);
        expect(button(/Plants.*your choice/)).toBeDisabled();
    });

    it('goal_selector: one', async () => {
        const { answers, user } = await show('goal_selector', examples.goal_selector[0]!);
        await tabTo(user, screen.getAllByRole('radio')[0]!);
        await user.keyboard('[Space][ArrowDown][Enter]');

        expect(answers).toEqual([{ selected_goal_ids: ['g2'] }]);
    });

    it('goal_selector: several, in the order in which they stand', async () => {
        const { answers, user } = await show('goal_selector', examples.goal_selector[1]!);
        const [first, second] = screen.getAllByRole('checkbox');
        await tabTo(user, second!);
        await user.keyboard('[Space]');
        await user.tab({ shift: true });
        expect(first).toHaveFocus();
        await user.keyboard('[Space]');
        await tabTo(user, button('Choose these'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ selected_goal_ids: ['g1', 'g2'] }]);
    });

    it('preference_cards: several, and one', async () => {
        const several = await show('preference_cards', examples.preference_cards[0]!);
        await tabTo(several.user, screen.getAllByRole('checkbox')[1]!);
        await several.user.keyboard('[Space]');
        await tabTo(several.user, button('Choose these'));
        await several.user.keyboard('[Space]');
        expect(several.answers).toEqual([{ preference_set_id: 'p1', selected_card_ids: ['c2'] }]);

        document.body.replaceChildren();
        const one = await show('preference_cards', examples.preference_cards[1]!);
        await tabTo(one.user, screen.getAllByRole('radio')[0]!);
        await one.user.keyboard('[Space][Enter]');
        expect(one.answers).toEqual([{ preference_set_id: 'p2', selected_card_ids: ['c1'] }]);
    });

    it('skill_slider: a step more, and the value is read out', async () => {
        const { answers, user } = await show('skill_slider', examples.skill_slider[0]!);
        expect(screen.getByRole('slider', { name: 'Algebra' })).toHaveAttribute('aria-valuetext', '4 of 10');
        await tabTo(user, button('More'));
        await user.keyboard('[Enter][Enter]');
        expect(screen.getByRole('slider')).toHaveAttribute('aria-valuetext', '6 of 10');
        await tabTo(user, button('Answer'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ skill_id: 's1', selected_value: 6 }]);
    });

    it('skill_slider: the greatest value can be set although no step ends there', async () => {
        const { answers, user } = await show('skill_slider', examples.skill_slider[1]!);
        await tabTo(user, button('More'));
        await user.keyboard('[Enter][Enter][Enter][Enter]');
        expect(button('More')).toBeDisabled();
        await user.click(button('Answer'));

        expect(answers).toEqual([{ skill_id: 's2', selected_value: 1.5 }]);
    });

    it('skill_mapper: only what was changed', async () => {
        const { answers, user } = await show('skill_mapper', examples.skill_mapper[0]!);
        const [first] = screen.getAllByRole('button', { name: 'More' });
        await tabTo(user, first!);
        await user.keyboard('[Enter][Enter]');
        // A rating of nothing is a rating too.
        await tabTo(user, screen.getAllByRole('button', { name: 'Less' })[1]!);
        await user.keyboard('[Enter]');
        await tabTo(user, button('Save ratings'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([
            {
                mapper_id: 'm1',
                updated_skills: [
                    { skill_id: 's1', new_rating: 4 },
                    { skill_id: 's2', new_rating: 0 },
                ],
            },
        ]);
    });

    it('skill_mapper: nothing changed is an answer', async () => {
        const { answers, user } = await show('skill_mapper', examples.skill_mapper[0]!);
        await tabTo(user, button('Save ratings'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ mapper_id: 'm1', updated_skills: [] }]);
        expect(screen.getByRole('status')).toHaveTextContent('all as they were');
    });

    it('time_selector: a date, not before the earliest', async () => {
        const { answers, user } = await show('time_selector', examples.time_selector[0]!);
        const field = screen.getByLabelText('Date');
        await tabTo(user, field);
        await user.keyboard('2026-11-01');
        await user.keyboard('[Enter]');
        expect(answers).toEqual([]);
        expect(field).toHaveAccessibleDescription(/too early/);

        await user.clear(field);
        await user.type(field, '2026-11-24[Enter]');
        expect(answers).toEqual([{ selector_id: 't1', selection: { selected_datetime: '2026-11-24' } }]);
    });

    it('time_selector: a time of the day', async () => {
        const { answers, user } = await show('time_selector', examples.time_selector[1]!);
        await user.type(screen.getByLabelText('Time'), '09:30[Enter]');

        expect(answers).toEqual([{ selector_id: 't2', selection: { selected_datetime: '09:30' } }]);
    });

    it('time_selector: a date and a time of the own time zone become a moment', async () => {
        const { answers, user } = await show('time_selector', examples.time_selector[2]!);
        await user.type(screen.getByLabelText('Date and time'), '2026-12-24T09:30');
        expect(screen.getByText(/Your time zone/)).toHaveTextContent(Intl.DateTimeFormat().resolvedOptions().timeZone);
        await user.click(button('Choose'));

        const moment = new Date(2026, 11, 24, 9, 30).toISOString().replace('.000', '');
        expect(answers).toEqual([{ selector_id: 't3', selection: { selected_datetime: moment } }]);
    });

    it('time_selector: spans, of which the end is not before the beginning', async () => {
        const days = await show('time_selector', examples.time_selector[3]!);
        await days.user.type(screen.getByLabelText('First day'), '2026-11-24');
        await days.user.type(screen.getByLabelText('Last day'), '2026-11-23');
        await days.user.click(button('Choose'));
        expect(screen.getByLabelText('Last day')).toHaveAccessibleDescription(/before the first day/);
        await days.user.clear(screen.getByLabelText('Last day'));
        await days.user.type(screen.getByLabelText('Last day'), '2026-11-30[Enter]');
        expect(days.answers).toEqual([
            { selector_id: 't4', selection: { start_date: '2026-11-24', end_date: '2026-11-30' } },
        ]);

        document.body.replaceChildren();
        const hours = await show('time_selector', examples.time_selector[4]!);
        await hours.user.type(screen.getByLabelText('From'), '09:30');
        await hours.user.type(screen.getByLabelText('To'), '11:00[Enter]');
        expect(hours.answers).toEqual([{ selector_id: 't5', selection: { start_date: '09:30', end_date: '11:00' } }]);
    });

    it('learning_track_carousel: one press chooses', async () => {
        const { answers, user } = await show('learning_track_carousel', examples.learning_track_carousel[0]!);
        await tabTo(user, button(/Choose.*Chance/));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ selected_track_id: 't2' }]);
        expect(screen.getByText('Your choice')).toBeInTheDocument();
        expect(screen.queryByRole('button', { name: /^Choose/ })).not.toBeInTheDocument();
    });

    it('code_assessment: choices', async () => {
        const { answers, user } = await show('code_assessment', examples.code_assessment[0]!);
        await tabTo(user, screen.getAllByRole('radio')[0]!);
        await user.keyboard('[Space][Enter]');

        expect(answers).toEqual([{ assessment_id: 'c1', submitted_answer_id: 'a' }]);
    });

    it('code_assessment: blocks, moved without dragging', async () => {
        const { answers, user } = await show('code_assessment', examples.code_assessment[1]!);
        await tabTo(user, button('Move block 3 up'));
        await user.keyboard('[Enter]');
        expect(screen.getByText('Moved to place 2 of 4.')).toBeInTheDocument();
        await tabTo(user, button('Move block 1 down'));
        await user.keyboard('[Space]');
        await tabTo(user, button('Answer'));
        await user.keyboard('[Enter]');

        expect(answers).toEqual([{ assessment_id: 'c2', dropped_items_order: ['l3', 'l1', 'l2', 'l4'] }]);
    });

    it('code_assessment: blanks', async () => {
        const { answers, user } = await show('code_assessment', examples.code_assessment[2]!);
        await user.click(button('Answer'));
        expect(screen.getByRole('alert')).toHaveTextContent('Fill in at least one blank first.');
        await user.type(screen.getByLabelText('Blank 2: a condition'), 'more()[Enter]');

        expect(answers).toEqual([
            {
                assessment_id: 'c3',
                filled_blanks: [
                    { blank_id: 'x1', user_input: '' },
                    { blank_id: 'x2', user_input: 'more()' },
                ],
            },
        ]);
    });

    it('interactive_code_editor: submit, and run', async () => {
        const [python] = examples.interactive_code_editor;
        const submitted = await show('interactive_code_editor', python);
        expect(screen.getByRole('textbox', { name: 'Python code' })).toHaveAccessibleDescription(/Escape and then Tab/);
        await submitted.user.tab({ shift: true });
        button('Submit').focus();
        await submitted.user.keyboard('[Enter]');
        const given = { editor_id: 'e1', current_code: python.arguments.initial_code };
        expect(submitted.answers).toEqual([{ ...given, action: 'submit_code' }]);

        document.body.replaceChildren();
        const run = await show('interactive_code_editor', python);
        button('Run').focus();
        await run.user.keyboard('[Space]');
        expect(run.answers).toEqual([{ ...given, action: 'run_code' }]);
    });

    it('interactive_code_editor: no button to run where none is wanted; the preview runs nothing', async () => {
        const { container, user } = await show('interactive_code_editor', examples.interactive_code_editor[1]!);
        expect(screen.queryByRole('button', { name: 'Run' })).not.toBeInTheDocument();
        await user.click(button('Show preview'));

        const frame = container.querySelector('iframe');
        expect(frame).toHaveAttribute('sandbox', '');
        expect(frame?.getAttribute('srcdoc')).toContain("default-src 'none'");
    });

    it('interactive_code_editor: code to be read cannot be changed', async () => {
        const { answers, user } = await show('interactive_code_editor', examples.interactive_code_editor[2]!);
        expect(screen.getByRole('textbox', { name: 'Java code' })).toHaveAttribute('aria-readonly', 'true');
        await user.click(button('Continue'));

        expect(answers).toEqual([
            {
                editor_id: 'e3',
                current_code: examples.interactive_code_editor[2]!.arguments.initial_code,
                action: 'submit_code',
            },
        ]);
    });

    it('dnd_exercise: places are chosen from a list, which has only those that take the thing', async () => {
        const { answers, user } = await show('dnd_exercise', examples.dnd_exercise[0]!);
        const oak = screen.getByRole('combobox', { name: 'Place for Oak' });
        expect(
            within(oak)
                .getAllByRole('option')
                .map((option) => option.textContent),
        ).toEqual(['Without a place', 'Anything']);
        await tabTo(user, screen.getByRole('combobox', { name: 'Place for Cat' }));
        await user.selectOptions(screen.getByRole('combobox', { name: 'Place for Cat' }), 'Animals');
        await user.selectOptions(screen.getByRole('combobox', { name: 'Place for Oak' }), 'Anything');
        await tabTo(user, button('Answer'));
        await user.keyboard('[Enter]');
        expect(screen.getByRole('alert')).toHaveTextContent('2 have no place yet');
        expect(answers).toEqual([]);
        await user.keyboard('[Enter]');

        expect(answers).toEqual([
            {
                exercise_id: 'x1',
                mapping: [
                    { draggable_id: 'd1', drop_zone_id: 'z1' },
                    { draggable_id: 'd2', drop_zone_id: 'z2' },
                ],
            },
        ]);
    });
});

describe('to look at', () => {
    it('diagram_viewer: a diagram, and its source where it is none', async () => {
        await show('diagram_viewer', examples.diagram_viewer[0]!);
        expect(screen.getByRole('img', { name: /How a loop/ })).toBeInTheDocument();

        document.body.replaceChildren();
        const { container } = await show('diagram_viewer', examples.diagram_viewer[2]!);
        expect(screen.getByText(/could not be drawn/)).toBeInTheDocument();
        expect(container).toHaveTextContent('A --> [[[');
    });

    it('progress_visualizer: the value is read out', async () => {
        await show('progress_visualizer', examples.progress_visualizer[0]!);
        expect(screen.getByRole('progressbar', { name: 'Think in algorithms' })).toHaveAttribute(
            'aria-valuetext',
            '3 of 7, 43 percent',
        );
    });

    it('progress_visualizer: a milestone is told by more than its colour', async () => {
        await show('progress_visualizer', examples.progress_visualizer[2]!);
        expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
            'Cells · 1 (reached)',
            'Plants · 2.5 (still to come)',
            expect.stringMatching(/still to come/),
        ]);
    });
});

describe('what cannot be shown', () => {
    beforeEach(() => {
        vi.spyOn(console, 'error').mockImplementation(() => undefined);
    });

    it('a name that the page does not know', () => {
        render(<RichComponent name="its:render_hologram" arguments={{}} />);
        expect(screen.getByRole('status')).toHaveTextContent(/reload/);
    });

    it('a name with its prefix is known', () => {
        render(
            <RichComponent name="its:render_quick_quiz" arguments={examples.quick_quiz[1]!.arguments} status="open" />,
        );
        expect(screen.getAllByRole('radio')).toHaveLength(2);
    });

    it.each([undefined, null, 'text', [], { quiz_id: 7 }, { __proto__: null }])(
        'arguments that do not fit: %j',
        (given) => {
            render(<RichComponent name="quick_quiz" arguments={given} status="open" />);
            expect(screen.getByRole('status')).toHaveTextContent(/cannot be shown/);
        },
    );

    it('arguments that are not complete yet are waited for', () => {
        render(<RichComponent name="quick_quiz" arguments={{ quiz_id: 'q' }} status="waiting" />);
        expect(screen.getByRole('status')).toHaveTextContent(/One moment/);
    });

    it('a reply that does not fit is left out, the question is still there', () => {
        render(
            <RichComponent
                name="quick_quiz"
                arguments={examples.quick_quiz[1]!.arguments}
                status="answered"
                reply={{ selected_option_id: 7 }}
            />,
        );
        expect(screen.getByText(/sorted list/)).toBeInTheDocument();
        expect(screen.getByRole('status')).toHaveTextContent('Answered.');
    });

    it('names of the language itself are no components', () => {
        render(<RichComponent name="constructor" arguments={{}} />);
        expect(screen.getByRole('status')).toHaveTextContent(/reload/);
    });
});
