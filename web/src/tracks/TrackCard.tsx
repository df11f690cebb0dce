import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import { Card } from '@/ui/Card';
import { duration } from './duration';
import type { Progress, TrackSummary } from './queries';
import { standingOf } from './standing';
import { TrackAction } from './TrackAction';
import { TrackProgress } from './TrackProgress';

/** A track in the list: what it is about, how long it takes, how far one is, and the way on. */
export function TrackCard({ track, progress }: { track: TrackSummary; progress: Progress | undefined }) {
    const standing = standingOf(progress);
    return (
        <Card className="flex h-full flex-col gap-3">
            <h3 dir="auto" className="text-lg leading-snug font-semibold">
                <Link
                    to={`/tracks/${track.track_id}`}
                    className="-my-2 inline-block py-2 underline-offset-4 hover:underline"
                >
                    {track.title}
                </Link>
            </h3>
            <p dir="auto" className="line-clamp-4 text-quiet">
                {track.description}
            </p>
            <p className="text-sm text-quiet">
                {track.unit_count} {track.unit_count === 1 ? 'unit' : 'units'} · about{' '}
                {duration(track.estimated_duration_minutes)}
            </p>
            <span className="grow" />
            {progress && standing !== 'finished' ? (
                <TrackProgress title={track.title} progress={progress} unitCount={track.unit_count} />
            ) : null}
            {standing === 'finished' ? (
                <p className="flex items-center gap-2 font-medium text-good">
                    <CircleCheck aria-hidden className="size-5 shrink-0" /> Finished
                </p>
            ) : null}
            {standing === 'left' ? <p className="text-sm text-quiet">You left it. Your progress is kept.</p> : null}
            <div>
                <TrackAction
                    trackId={track.track_id}
                    title={track.title}
                    progress={progress}
                    primary={standing !== 'left'}
                />
            </div>
        </Card>
    );
}
