import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { expectNothingFromAxe } from '@/components/axe.testing';
import { aProgress, aTrack, aUnit, FakeTutor, logIn, logOut, refusal, show } from './FakeTutor.testing';
import type { Progress } from './queries';
import { TrackPage } from './TrackPage';

afterEach(logOut);

function open(tutor: FakeTutor, at = '/tracks/track-1') {
    logIn(tutor);
    return show('/tracks/:trackId', at, <TrackPage />);
}

const four = () =>
    aTrack({
        units: [
            aUnit({ unit_id: 'a', title: 'The lesson' }),
            aUnit({ unit_id: 'b', title: 'The question', unit_type: 'mcq_component' }),
            aUnit({ unit_id: 'c', title: 'The estimate', unit_type: 'slider_component' }),
            aUnit({ unit_id: 'd', title: 'The article', unit_type: 'external_link' }),
        ],
    });
const inTheMiddle = (): Progress =>
    aProgress({
        completed_unit_ids: ['a', 'b'],
        current_unit_id: 'c',
        percent_complete: 50,
        assessment_results: { b: { score: 40, attempts: 3, needs_help: true }, c: { score: 0, attempts: 1 } },
    });

const row = (title: string) => within(screen.getByRole('list')).getByText(title).closest('li')!;

describe('a track', () => {
    it('shows each unit with how it stands, what it is and how it was answered', async () => {
        open(new FakeTutor([four()], [inTheMiddle()]));
        await screen.findByRole('heading', { name: 'Fractions' });

        expect(row('The lesson')).toHaveTextContent('Lesson · 5 min · Done');
        expect(row('The question')).toHaveTextContent('Worth another look');
        expect(row('The question')).toHaveTextContent('40 of 100 points, 3 tries');
        expect(row('The estimate')).toHaveTextContent('You are here');
        expect(row('The estimate')).toHaveAttribute('aria-current', 'step');
        expect(row('The estimate')).toHaveTextContent('0 of 100 points, 1 try');
        expect(row('The article')).toHaveTextContent('Reading · 5 min · Still to come');
        expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '50 percent');
        expect(screen.getByText('2 of 4 units')).toBeInTheDocument();
    });

    it('shows a learner who is new to it the units and the way in, and no progress', async () => {
        open(new FakeTutor([four()]));

        expect(await screen.findByRole('button', { name: 'Start: Fractions' })).toBeInTheDocument();
        expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
        expect(row('The lesson')).not.toHaveAttribute('aria-current');
    });

    it('is calmly celebrated once it is finished, with the average of what was graded', async () => {
        const finished = aProgress({
            status: 'completed',
            percent_complete: 100,
            current_unit_id: null,
            completed_unit_ids: ['a', 'b', 'c', 'd'],
            assessment_results: {
                b: { score: 100, attempts: 1 },
                c: { score: 61, attempts: 2 },
                d: { score: null, attempts: 1 },
            },
            completed_at: '2026-11-20T12:00:00Z',
        });
        open(new FakeTutor([four()], [finished]));

        expect(await screen.findByText('You have finished this track.')).toBeInTheDocument();
        expect(screen.getByText(/81 of 100 points on average/)).toBeInTheDocument();
        expect(screen.getByRole('link', { name: 'Open the conversation of Fractions' })).toHaveAttribute(
            'href',
            '/chat/session-1',
        );
    });

    it('cannot be started while it has no units', async () => {
        open(new FakeTutor([aTrack({ units: [] })]));

        expect(await screen.findByText(/has no units yet/)).toBeInTheDocument();
        expect(screen.queryByRole('button', { name: /Start/ })).not.toBeInTheDocument();
    });

    it('that is not there is told so, and leads back', async () => {
        open(new FakeTutor([four()]), '/tracks/another');

        expect(await screen.findByRole('heading', { name: 'This track is not there' })).toBeInTheDocument();
        expect(screen.getByRole('link', { name: 'Look at all tracks' })).toHaveAttribute('href', '/tracks');
    });

    it('that cannot be fetched can be asked for again', async () => {
        const tutor = new FakeTutor([four()]);
        tutor.answer('GET /tracks/track-1', () => refusal(503, 'unavailable', 'Not right now.'));
        open(tutor);

        expect(await screen.findByRole('alert')).toHaveTextContent('Not right now.');
        tutor.answer('GET /tracks/track-1', null);
        screen.getByRole('button', { name: 'Try again' }).click();
        expect(await screen.findByRole('heading', { name: 'Fractions' })).toBeInTheDocument();
    });

    it('has nothing that axe finds wrong', async () => {
        const { container } = open(new FakeTutor([four()], [inTheMiddle()]));
        await screen.findByRole('heading', { name: 'Fractions' });

        await expectNothingFromAxe(container);
    });
});
