import { CircleCheck, Route } from 'lucide-react';
import { Link } from 'react-router';

/** A track in few words, to stand above its conversation: its name and how far one is. Leads to the track. */
export function TrackBadge({
    trackId,
    title,
    percent,
    finished = false,
}: {
    trackId: string;
    title: string;
    /** From 0 to 100. */
    percent: number;
    finished?: boolean;
}) {
    const Icon = finished ? CircleCheck : Route;
    return (
        <Link
            to={`/tracks/${trackId}`}
            className="inline-flex min-h-9 max-w-full items-center gap-2 rounded-full bg-accent-soft px-3 text-sm text-accent-ink hover:underline"
        >
            <Icon aria-hidden className="size-4 shrink-0" />
            <bdi className="truncate">{title}</bdi>
            <span className="shrink-0 tabular-nums">{finished ? 'finished' : `${percent} %`}</span>
        </Link>
    );
}
