import { type ReactNode, useId } from 'react';
import { Loading } from '@/ui/Loading';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { type Progress, type TrackSummary, useProgress, useTracks } from './queries';
import { type Standing, standingOf } from './standing';
import { TrackCard } from './TrackCard';

/** All tracks: those that one is on first, then what is new, then what one has finished. */
export function TracksPage() {
    const tracks = useTracks();
    const progress = useProgress();
    return (
        <div className="mx-auto w-full max-w-4xl px-4 py-6 sm:px-6 sm:py-8">
            <ViewHeading title="Tracks" />
            <p className="mt-1 text-quiet">Short paths through one subject, unit by unit. You can stop at any time.</p>
            <TrackLists tracks={tracks} progress={progress} />
        </div>
    );
}

function TrackLists({
    tracks,
    progress,
}: {
    tracks: ReturnType<typeof useTracks>;
    progress: ReturnType<typeof useProgress>;
}) {
    // Cards that were already there stay while something is asked again, even if that fails.
    const failed = [tracks, progress].find((each) => each.isError && each.data === undefined);
    if (failed) {
        return (
            <Problem
                className="mt-6"
                error={failed.error}
                retry={() => [tracks, progress].filter((each) => each.isError).forEach((each) => void each.refetch())}
            />
        );
    }
    if (!tracks.data || !progress.data) {
        return (
            <Loading what="the tracks" className="mt-8 grid gap-4 sm:grid-cols-2">
                <Skeleton className="h-64" />
                <Skeleton className="h-64" />
                <Skeleton className="h-64" />
            </Loading>
        );
    }
    if (tracks.data.length === 0) {
        return (
            <Notice className="mt-6">
                There are no tracks yet. You can learn all the same: ask your tutor anything in a chat.
            </Notice>
        );
    }
    return <Sorted tracks={tracks.data} progress={progress.data} />;
}

function Sorted({ tracks, progress }: { tracks: TrackSummary[]; progress: ReadonlyMap<string, Progress> }) {
    const of = (...standings: Standing[]) =>
        tracks.filter((track) => standings.includes(standingOf(progress.get(track.track_id))));
    const begun = of('begun');
    const fresh = of('left', 'new');
    const finished = of('finished');
    return (
        <>
            {progress.size > 0 ? (
                <Overview begun={begun.length} finished={finished.length} progress={progress} />
            ) : null}
            <Section title="Go on" tracks={begun} progress={progress} />
            <Section
                title={progress.size > 0 ? 'Something new' : 'Choose one to begin with'}
                tracks={fresh}
                progress={progress}
            />
            <Section title="Finished" tracks={finished} progress={progress} />
        </>
    );
}

function Overview({
    begun,
    finished,
    progress,
}: {
    begun: number;
    finished: number;
    progress: ReadonlyMap<string, Progress>;
}) {
    const units = [...progress.values()].reduce((sum, each) => sum + each.completed_unit_ids.length, 0);
    return (
        <dl className="mt-6 flex flex-wrap gap-x-8 gap-y-3">
            <Figure name="under way" value={begun} />
            <Figure name="finished" value={finished} />
            <Figure name={units === 1 ? 'unit done' : 'units done'} value={units} />
        </dl>
    );
}

function Figure({ name, value }: { name: ReactNode; value: number }) {
    return (
        <div className="flex flex-row-reverse items-baseline gap-2">
            <dt className="text-quiet">{name}</dt>
            <dd className="text-xl font-semibold tabular-nums">{value}</dd>
        </div>
    );
}

function Section({
    title,
    tracks,
    progress,
}: {
    title: string;
    tracks: TrackSummary[];
    progress: ReadonlyMap<string, Progress>;
}) {
    const id = useId();
    if (tracks.length === 0) {
        return null;
    }
    return (
        <section aria-labelledby={id} className="mt-8">
            <h2 id={id} className="text-lg font-semibold">
                {title}
            </h2>
            <ul className="mt-3 grid gap-4 sm:grid-cols-2">
                {tracks.map((track) => (
                    <li key={track.track_id} className="min-w-0">
                        <TrackCard track={track} progress={progress.get(track.track_id)} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
