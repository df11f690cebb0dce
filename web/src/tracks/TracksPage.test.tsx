import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNothingFromAxe } from '@/components/axe.testing';
import { aProgress, aTrack, FakeTutor, json, logIn, logOut, refusal, show } from './FakeTutor.testing';
import { TracksPage } from './TracksPage';

afterEach(logOut);

function open(tutor: FakeTutor) {
    logIn(tutor);
    return show('/tracks', '/tracks', <TracksPage />);
}

const three = () => [
    aTrack({ track_id: 'new', title: 'Something new' }),
    aTrack({ track_id: 'begun', title: 'Under way' }),
    aTrack({ track_id: 'done', title: 'All done' }),
];
const progress = () => [
    aProgress({ track_id: 'begun', completed_unit_ids: ['unit-1'], percent_complete: 50, session_id: 'there' }),
    aProgress({ track_id: 'done', status: 'completed', completed_unit_ids: ['a', 'b'], percent_complete: 100 }),
];

describe('the list of tracks', () => {
    it('shows what one is on first, then what is new, then what is finished', async () => {
        open(new FakeTutor(three(), progress()));

        await screen.findByRole('heading', { name: 'Under way' });
        expect(screen.getAllByRole('heading', { level: 3 }).map((each) => each.textContent)).toEqual([
            'Under way',
            'Something new',
            'All done',
        ]);
        expect(screen.getByRole('progressbar', { name: 'Progress on Under way' })).toHaveAttribute(
            'aria-valuenow',
            '50',
        );
        expect(screen.getByText('3').closest('div')).toHaveTextContent('units done');
    });

    it('leads on to the conversation of a track that was begun', async () => {
        open(new FakeTutor(three(), progress()));

        expect(await screen.findByRole('link', { name: 'Continue Under way' })).toHaveAttribute('href', '/chat/there');
    });

    it('starts a track once, however often the button is pressed, and goes to its chat', async () => {
        const tutor = new FakeTutor([aTrack()]);
        const release = tutor.hold('POST /tracks/track-1/start');
        const { address } = open(tutor);

        await userEvent.dblClick(await screen.findByRole('button', { name: 'Start: Fractions' }));
        release();

        await waitFor(() => expect(address()).toBe('/chat/session-1'));
        expect(tutor.bodies('POST /tracks/track-1/start')).toEqual([{}]);
    });

    it('goes to its chat before the list has been asked for again, which takes the button away', async () => {
        const tutor = new FakeTutor([aTrack()]);
        const { address } = open(tutor);
        const button = await screen.findByRole('button', { name: 'Start: Fractions' });
        const release = tutor.hold('GET /users/me/progress');

        await userEvent.click(button);

        await waitFor(() => expect(address()).toBe('/chat/session-1'));
        release();
    });

    it('says why a track cannot be started, and lets one try again', async () => {
        const tutor = new FakeTutor([aTrack()]);
        tutor.answer('POST /tracks/track-1/start', () => refusal(409, 'empty_track', 'This track has no units yet.'));
        const { address } = open(tutor);

        await userEvent.click(await screen.findByRole('button', { name: 'Start: Fractions' }));
        expect(await screen.findByText('This track has no units yet.')).toBeInTheDocument();

        tutor.answer('POST /tracks/track-1/start', null);
        await userEvent.click(screen.getByRole('button', { name: 'Start: Fractions' }));
        await waitFor(() => expect(address()).toBe('/chat/session-1'));
    });

    it('takes a track up again that was left', async () => {
        const left = aProgress({ left_at: '2026-11-02T10:00:00Z', percent_complete: 50 });
        const { address } = open(new FakeTutor([aTrack()], [left]));

        await userEvent.click(await screen.findByRole('button', { name: 'Take up again: Fractions' }));
        await waitFor(() => expect(address()).toBe('/chat/session-1'));
    });

    it('says that it loads, then that there is nothing', async () => {
        const tutor = new FakeTutor();
        const release = tutor.hold('GET /tracks');
        open(tutor);

        expect(await screen.findByText('Loading the tracks')).toBeInTheDocument();
        release();
        expect(await screen.findByText(/no tracks yet/)).toBeInTheDocument();
    });

    it('says what went wrong, and asks again when it is told to', async () => {
        const tutor = new FakeTutor([aTrack()]);
        tutor.answer('GET /tracks', () => refusal(503, 'unavailable', 'The database cannot be reached right now.'));
        open(tutor);

        const problem = await screen.findByRole('alert');
        expect(problem).toHaveTextContent('The database cannot be reached right now.');

        tutor.answer('GET /tracks', null);
        await userEvent.click(within(problem).getByRole('button', { name: 'Try again' }));
        expect(await screen.findByRole('heading', { name: 'Fractions' })).toBeInTheDocument();
    });

    it('has nothing that axe finds wrong, with every kind of card', async () => {
        const left = aProgress({ track_id: 'left', left_at: '2026-11-02T10:00:00Z' });
        const tracks = [...three(), aTrack({ track_id: 'left', title: 'A track that was left' })];
        const { container } = open(new FakeTutor(tracks, [...progress(), left]));

        await screen.findByRole('heading', { name: 'Under way' });
        await expectNothingFromAxe(container);
    });

    it('gives a right-to-left title and description their own direction', async () => {
        open(new FakeTutor([aTrack({ title: 'כסף לאורך זמן' })]));

        expect(await screen.findByRole('heading', { name: 'כסף לאורך זמן' })).toHaveAttribute('dir', 'auto');
    });

    it('keeps showing what it has when asking again fails', async () => {
        const tutor = new FakeTutor([aTrack()]);
        open(tutor);
        await screen.findByRole('heading', { name: 'Fractions' });

        tutor.answer('GET /users/me/progress', () => json(500, {}));
        await userEvent.click(screen.getByRole('button', { name: 'Start: Fractions' }));

        expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    });
});
