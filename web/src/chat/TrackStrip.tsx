import { Link } from 'react-router';
import type { TrackInState } from './Conversation';

/** The track that this conversation leads along, and how far the learner is. */
export function TrackStrip({ track }: { track: TrackInState }) {
    const { title, percent_complete: percent, completed_unit_ids: done, units_total: all } = track;
    return (
        <Link
            to={`/tracks/${track.track_id}`}
            className="block border-b border-line bg-page px-4 py-2 text-sm hover:bg-sunken sm:px-6"
        >
            <span className="mx-auto flex max-w-3xl items-center gap-3">
                <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
                    {title}
                </span>
                <span className="shrink-0 text-quiet tabular-nums">
                    {track.status === 'completed' ? 'Finished' : `${done.length} of ${all} units`}
                </span>
                <span
                    role="progressbar"
                    aria-label={`Progress on ${title}`}
                    aria-valuenow={percent}
                    aria-valuemin={0}
                    aria-valuemax={100}
                    className="h-2 w-16 shrink-0 overflow-hidden rounded-full bg-line sm:w-28"
                >
                    <span
                        className="block h-full rounded-full bg-accent transition-[width] duration-500"
                        style={{ width: `${percent}%` }}
                    />
                </span>
            </span>
        </Link>
    );
}
