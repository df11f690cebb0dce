import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNothingFromAxe } from '@/components/axe.testing';
import { aTrack, aUnit, FakeTutor, logIn, logOut, refusal, show } from '@/tracks/FakeTutor.testing';
import { AuthoringPages } from './AuthoringPages';

afterEach(logOut);

function open(tutor: FakeTutor, at: string, role: 'learner' | 'teacher' = 'teacher') {
    logIn(tutor, role);
    return show('/teach/*', at, <AuthoringPages />);
}

const question = () =>
    aUnit({
        unit_id: 'unit-2',
        title: 'Half of a half',
        unit_type: 'mcq_component',
        content_config: {
            question_text: 'What is half of a half?',
            options: [
                { id: 'a', text: 'A quarter' },
                { id: 'b', text: 'A whole' },
            ],
            correct_option_id: 'a',
            option_feedback: { b: 'That is twice a half.' },
            explanation: 'Two halves of a half make a half.',
            hints: ['Draw a cake.'],
        },
    });
const fractions = () => aTrack({ units: [aUnit(), question(), aUnit({ unit_id: 'unit-3', title: 'A last word' })] });
const order = () =>
    within(screen.getByRole('list', { name: 'Units in their order' }))
        .getAllByRole('link')
        .map((each) => each.firstElementChild?.textContent);

describe('writing tracks', () => {
    it('is for teachers: a learner is told so kindly, and nothing is asked of the server', async () => {
        const tutor = new FakeTutor([fractions()]);
        const { container } = open(tutor, '/teach', 'learner');

        expect(screen.getByRole('heading', { name: 'This part is for teachers' })).toBeInTheDocument();
        expect(tutor.asked).toEqual([]);
        await expectNothingFromAxe(container);
    });

    it('begins with the tracks that there are', async () => {
        const { container } = open(new FakeTutor([fractions()]), '/teach');

        expect(await screen.findByRole('link', { name: /^Fractions/ })).toHaveAttribute(
            'href',
            '/teach/tracks/track-1',
        );
        await expectNothingFromAxe(container);
    });

    it('makes a new track and goes on to its units', async () => {
        const tutor = new FakeTutor();
        const { address } = open(tutor, '/teach/tracks/new');

        await userEvent.type(screen.getByRole('textbox', { name: 'Title' }), 'Fractions');
        await userEvent.type(screen.getByRole('textbox', { name: 'Description' }), 'Parts of a whole.');
        await userEvent.click(screen.getByRole('button', { name: 'Go on to its units' }));

        expect(await screen.findByText(/has no units yet/)).toBeInTheDocument();
        expect(address()).toBe('/teach/tracks/track-1');
        expect(tutor.bodies('POST /tracks')).toEqual([{ title: 'Fractions', description: 'Parts of a whole.' }]);
    });

    it('shows what the server finds wrong at the field, puts the focus there, and loses nothing', async () => {
        const tutor = new FakeTutor();
        tutor.answer('POST /tracks', () =>
            refusal(400, 'validation_error', 'no', [{ field: 'title', problem: 'is blank' }]),
        );
        open(tutor, '/teach/tracks/new');

        await userEvent.type(screen.getByRole('textbox', { name: 'Description' }), 'Parts of a whole.');
        await userEvent.click(screen.getByRole('button', { name: 'Go on to its units' }));

        const title = screen.getByRole('textbox', { name: 'Title' });
        await waitFor(() => expect(title).toHaveFocus());
        expect(title).toHaveAccessibleDescription('The title is blank.');
        expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('Parts of a whole.');
    });

    it('asks before changes are left behind, and stays or goes as it is told', async () => {
        const { address } = open(new FakeTutor([fractions()]), '/teach/tracks/track-1');
        await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), ' and more');

        await userEvent.click(screen.getByRole('link', { name: 'All tracks' }));
        await userEvent.click(await screen.findByRole('button', { name: 'Stay' }));
        expect(address()).toBe('/teach/tracks/track-1');
        expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('Fractions and more');

        await userEvent.click(screen.getByRole('link', { name: 'All tracks' }));
        await userEvent.click(await screen.findByRole('button', { name: 'Leave without saving' }));
        await waitFor(() => expect(address()).toBe('/teach'));
    });

    it('asks nothing once everything is saved', async () => {
        const tutor = new FakeTutor([fractions()]);
        const { address } = open(tutor, '/teach/tracks/track-1');
        await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), ' and more');
        await userEvent.click(screen.getByRole('button', { name: 'Save' }));
        expect(await screen.findByText('Saved.')).toBeInTheDocument();

        await userEvent.click(screen.getByRole('link', { name: 'All tracks' }));

        await waitFor(() => expect(address()).toBe('/teach'));
        expect(tutor.tracks[0]?.title).toBe('Fractions and more');
    });
});

describe('the units of a track', () => {
    it('are put in order by buttons, and the new place is said', async () => {
        const tutor = new FakeTutor([fractions()]);
        open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Move A last word up' }));

        await waitFor(() => expect(order()).toEqual(['What a fraction is', 'A last word', 'Half of a half']));
        expect(screen.getByText('A last word: now at place 2 of 3')).toBeInTheDocument();
        expect(tutor.bodies('PUT /tracks/track-1/units')).toEqual([{ unit_ids: ['unit-1', 'unit-3', 'unit-2'] }]);
        expect(screen.getByRole('button', { name: 'Move A last word up' })).toHaveFocus();
    });

    it('go back to their places when the order is refused, and it is said which unit stands in the way', async () => {
        const tutor = new FakeTutor([fractions()]);
        tutor.answer('PUT /tracks/track-1/units', () =>
            refusal(400, 'validation_error', 'no', [
                { field: 'unit_ids[0]', problem: 'comes before a unit that is to be completed first' },
            ]),
        );
        open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Move Half of a half up' }));

        expect(await screen.findByRole('alert')).toHaveTextContent(
            'Half of a half comes before a unit that is to be completed first.',
        );
        await waitFor(() => expect(order()).toEqual(['What a fraction is', 'Half of a half', 'A last word']));
    });

    it('are taken out after a question, and removed if nothing else needs them', async () => {
        const tutor = new FakeTutor([fractions()]);
        open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Take A last word out' }));
        await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));

        await waitFor(() => expect(order()).toEqual(['What a fraction is', 'Half of a half']));
        expect(tutor.units.map((unit) => unit.unit_id)).not.toContain('unit-3');
    });

    it('stay in the library when another track still needs them', async () => {
        const tutor = new FakeTutor([fractions()]);
        tutor.answer('DELETE /units/unit-3', () => refusal(409, 'in_use'));
        open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Take A last word out' }));
        await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));

        await waitFor(() => expect(order()).toEqual(['What a fraction is', 'Half of a half']));
        expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });

    it('have nothing that axe finds wrong', async () => {
        const { container } = open(new FakeTutor([fractions()]), '/teach/tracks/track-1');
        await screen.findByRole('list', { name: 'Units in their order' });

        await expectNothingFromAxe(container);
    });
});

describe('a track', () => {
    it('is removed only after it was asked for, and then one is back at the list', async () => {
        const tutor = new FakeTutor([fractions()]);
        const { address } = open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Remove this track' }));
        expect(tutor.tracks).toHaveLength(1);
        await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));

        await waitFor(() => expect(address()).toBe('/teach'));
        expect(tutor.tracks).toHaveLength(0);
    });

    it('stays when somebody has begun it, and it is said why', async () => {
        const tutor = new FakeTutor([fractions()]);
        tutor.answer('DELETE /tracks/track-1', () => refusal(409, 'in_use'));
        open(tutor, '/teach/tracks/track-1');

        await userEvent.click(await screen.findByRole('button', { name: 'Remove this track' }));
        await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));

        expect(await screen.findByText(/Somebody has begun this track/)).toBeInTheDocument();
        expect(screen.queryByRole('button', { name: 'Remove' })).not.toBeInTheDocument();
    });

    it('that is not there is told so', async () => {
        open(new FakeTutor(), '/teach/tracks/nowhere');

        expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeInTheDocument();
    });
});

describe('a unit', () => {
    it('is written with its options, the right one and a hint, and put at the end of its track', async () => {
        const tutor = new FakeTutor([fractions()]);
        const { address } = open(tutor, '/teach/tracks/track-1/units/new?type=mcq_component');

        await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), 'A third');
        await userEvent.type(screen.getByRole('textbox', { name: 'Question' }), 'How many thirds make a whole?');
        await userEvent.type(screen.getByRole('textbox', { name: 'Option 1' }), 'Two');
        await userEvent.type(screen.getByRole('textbox', { name: 'Option 2' }), 'Three');
        await userEvent.click(screen.getByRole('button', { name: 'Add an option' }));
        await userEvent.type(screen.getByRole('textbox', { name: 'Option 3' }), 'Four');
        await userEvent.click(screen.getByRole('radio', { name: 'Option 2 is right' }));
        await userEvent.type(screen.getByRole('textbox', { name: 'Why the answer is what it is' }), 'It says so.');
        await userEvent.click(screen.getByRole('button', { name: 'Add a hint' }));
        await userEvent.type(screen.getByRole('textbox', { name: 'Hint 1' }), 'Count them.');
        await userEvent.click(screen.getByRole('button', { name: 'Add it' }));

        await waitFor(() => expect(address()).toBe('/teach/tracks/track-1'));
        expect(tutor.bodies('POST /units')).toEqual([
            {
                title: 'A third',
                unit_type: 'mcq_component',
                estimated_duration_minutes: 5,
                remedial_unit_id: null,
                prerequisite_unit_ids: [],
                content_config: {
                    question_text: 'How many thirds make a whole?',
                    options: [
                        { id: 'a', text: 'Two' },
                        { id: 'b', text: 'Three' },
                        { id: 'c', text: 'Four' },
                    ],
                    correct_option_id: 'b',
                    explanation: 'It says so.',
                    hints: ['Count them.'],
                },
            },
        ]);
        expect(tutor.bodies('PUT /tracks/track-1/units')).toEqual([
            { unit_ids: ['unit-1', 'unit-2', 'unit-3', 'unit-4'] },
        ]);
    });

    it('is not made a second time when only its place was refused', async () => {
        const tutor = new FakeTutor([fractions()]);
        tutor.answer('PUT /tracks/track-1/units', () => refusal(503, 'unavailable', 'Not right now.'));
        const { address } = open(tutor, '/teach/tracks/track-1/units/new?type=content_snippet');

        await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), 'A third');
        await userEvent.click(screen.getByRole('button', { name: 'Add it' }));
        expect(await screen.findByText('Not right now.')).toBeInTheDocument();

        tutor.answer('PUT /tracks/track-1/units', null);
        await userEvent.click(screen.getByRole('button', { name: 'Add it' }));
        await waitFor(() => expect(address()).toBe('/teach/tracks/track-1'));
        expect(tutor.bodies('POST /units')).toHaveLength(1);
    });

    it('shows what the server finds wrong at each field, also at an option and at the mark', async () => {
        const tutor = new FakeTutor([fractions()]);
        tutor.answer('POST /units', () =>
            refusal(400, 'validation_error', 'no', [
                { field: 'content_config.options[1].text', problem: 'is the text of an earlier option' },
                { field: 'content_config.correct_option_id', problem: 'is missing' },
                { field: 'content_config.surprise', problem: 'is not a field of an mcq_component' },
            ]),
        );
        open(tutor, '/teach/tracks/track-1/units/new?type=mcq_component');
        await screen.findByRole('textbox', { name: 'Title' });

        await userEvent.click(screen.getByRole('tab', { name: 'Preview' }));
        await userEvent.click(screen.getByRole('button', { name: 'Add it' }));

        expect(await screen.findByRole('textbox', { name: 'Option 2' })).toHaveAccessibleDescription(
            'The option is the text of an earlier option.',
        );
        expect(screen.getByText(/Mark the right answer/)).toBeInTheDocument();
        expect(screen.getByText('content_config.surprise is not a field of an mcq_component.')).toBeInTheDocument();
    });

    it('is changed with its whole key, and keeps its kind', async () => {
        const tutor = new FakeTutor([fractions()]);
        open(tutor, '/teach/tracks/track-1/units/unit-2');

        expect(await screen.findByRole('radio', { name: 'Option 1 is right' })).toBeChecked();
        expect(screen.getByRole('textbox', { name: 'Said to those who choose option 2 (optional)' })).toHaveValue(
            'That is twice a half.',
        );
        await userEvent.click(screen.getByRole('radio', { name: 'Option 2 is right' }));
        await userEvent.click(screen.getByRole('button', { name: 'Save' }));
        expect(await screen.findByText('Saved.')).toBeInTheDocument();

        expect(tutor.bodies('PATCH /units/unit-2')).toEqual([
            {
                title: 'Half of a half',
                estimated_duration_minutes: 5,
                remedial_unit_id: null,
                prerequisite_unit_ids: [],
                content_config: { ...question().content_config, correct_option_id: 'b' },
            },
        ]);
    });

    it('loses the mark with the option that had it', async () => {
        const tutor = new FakeTutor([fractions()]);
        open(tutor, '/teach/tracks/track-1/units/unit-2');
        await userEvent.click(await screen.findByRole('button', { name: 'Add an option' }));

        await userEvent.click(screen.getByRole('button', { name: 'Remove option 1' }));

        expect(screen.getAllByRole('radio')).toHaveLength(2);
        screen.getAllByRole('radio').forEach((each) => expect(each).not.toBeChecked());
    });

    it('is seen as learners will see it, without the answer, and can be tried', async () => {
        open(new FakeTutor([fractions()]), '/teach/tracks/track-1/units/unit-2');
        await userEvent.click(await screen.findByRole('tab', { name: 'Preview' }));

        const preview = within(screen.getByRole('tabpanel', { name: 'Preview' }));
        expect(await preview.findByText('What is half of a half?')).toBeInTheDocument();
        expect(preview.queryByText(/Two halves of a half/)).not.toBeInTheDocument();
        await userEvent.click(preview.getByRole('radio', { name: 'A whole' }));
        await userEvent.click(preview.getByRole('button', { name: 'Answer' }));
        await userEvent.click(await preview.findByRole('button', { name: 'Answer again' }));
        expect(preview.getByRole('radio', { name: 'A whole' })).not.toBeChecked();
    });

    it('gets a help unit, which is written for it and bound to it', async () => {
        const tutor = new FakeTutor([fractions()]);
        const { address } = open(tutor, '/teach/tracks/track-1/units/unit-2');

        await userEvent.click(await screen.findByRole('link', { name: 'Write a new help unit' }));
        await userEvent.type(await screen.findByRole('textbox', { name: 'Title' }), 'Once more, with cake');
        await userEvent.click(screen.getByRole('button', { name: 'Add it' }));

        await waitFor(() => expect(address()).toBe('/teach/tracks/track-1/units/unit-2'));
        expect(tutor.bodies('PATCH /units/unit-2')).toEqual([{ remedial_unit_id: 'unit-4' }]);
        expect(tutor.bodies('PUT /tracks/track-1/units')).toEqual([]);
    });

    it.each(['content_snippet', 'mcq_component', 'slider_component', 'external_link'])(
        'has nothing that axe finds wrong while it is written: %s',
        async (type) => {
            const { container } = open(new FakeTutor([fractions()]), `/teach/tracks/track-1/units/new?type=${type}`);
            await screen.findByRole('textbox', { name: 'Title' });

            await expectNothingFromAxe(container);
        },
    );
});
