import { ChevronLeft, Sparkles } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { ApiError } from '@/api/ApiError';
import { ButtonLink } from '@/ui/ButtonLink';
import { Card } from '@/ui/Card';
import { Loading } from '@/ui/Loading';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { duration } from './duration';
import { type Progress, type Track, useProgress, useTrack } from './queries';
import { standingOf, unitStateOf } from './standing';
import { TrackAction } from './TrackAction';
import { TrackProgress } from './TrackProgress';
import { UnitRow } from './UnitRow';

/** One track: what it is about, its units in their order, and how far one is. */
export function TrackPage() {
    const { trackId = '' } = useParams();
    const track = useTrack(trackId);
    const progress = useProgress();
    const failed = [track, progress].find((each) => each.isError && each.data === undefined);
    return (
        <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 sm:py-8">
            <Link
                to="/tracks"
                className="-ms-2 mb-2 inline-flex min-h-11 items-center gap-1 rounded-lg px-2 text-quiet hover:text-ink"
            >
                <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" /> All tracks
            </Link>
            {failed ? (
                isNotThere(failed.error) ? (
                    <NotThere />
                ) : (
                    <>
                        <ViewHeading title="Track" />
                        <Problem
                            className="mt-4"
                            error={failed.error}
                            retry={() =>
                                [track, progress].filter((each) => each.isError).forEach((each) => void each.refetch())
                            }
                        />
                    </>
                )
            ) : track.data && progress.data ? (
                <TrackView track={track.data} progress={progress.data.get(trackId)} />
            ) : (
                <Loading what="the track" className="flex flex-col gap-4">
                    <Skeleton className="h-9 w-2/3" />
                    <Skeleton className="h-20" />
                    <Skeleton className="h-11 w-32" />
                    <Skeleton className="h-96" />
                </Loading>
            )}
        </div>
    );
}

// An address that is no id at all is refused as such; to the person it is the same.
function isNotThere(error: unknown) {
    const { status } = ApiError.from(error);
    return status === 404 || status === 400;
}

function NotThere() {
    return (
        <>
            <ViewHeading title="This track is not there" />
            <p className="mt-2 text-quiet">It may have been removed, or the address is not complete.</p>
            <ButtonLink className="mt-4" to="/tracks">
                Look at all tracks
            </ButtonLink>
        </>
    );
}

function TrackView({ track, progress }: { track: Track; progress: Progress | undefined }) {
    const standing = standingOf(progress);
    return (
        <>
            <ViewHeading title={track.title} />
            <p dir="auto" className="mt-2 whitespace-pre-line text-quiet">
                {track.description}
            </p>
            <p className="mt-2 text-sm text-quiet">
                {track.unit_count} {track.unit_count === 1 ? 'unit' : 'units'} · about{' '}
                {duration(track.estimated_duration_minutes)}
            </p>
            {standing === 'finished' && progress ? <Finished progress={progress} /> : null}
            {progress && standing !== 'finished' ? (
                <div className="mt-5">
                    <TrackProgress title={track.title} progress={progress} unitCount={track.unit_count} />
                </div>
            ) : null}
            {standing === 'left' ? (
                <p className="mt-3 text-sm text-quiet">You left this track. Your progress is kept.</p>
            ) : null}
            <div className="mt-5">
                {track.unit_count === 0 ? (
                    <Notice>This track has no units yet. Please look again later.</Notice>
                ) : (
                    <TrackAction trackId={track.track_id} title={track.title} progress={progress} />
                )}
            </div>
            {track.units.length > 0 ? (
                <section aria-labelledby="units" className="mt-8">
                    <h2 id="units" className="text-lg font-semibold">
                        Units
                    </h2>
                    <Card className="mt-3 overflow-hidden p-0 sm:p-0">
                        <ol className="divide-y divide-line">
                            {track.units.map((unit) => (
                                <UnitRow
                                    key={unit.unit_id}
                                    unit={unit}
                                    state={unitStateOf(unit, progress)}
                                    score={progress?.assessment_results[unit.unit_id]}
                                />
                            ))}
                        </ol>
                    </Card>
                </section>
            ) : null}
        </>
    );
}

function Finished({ progress }: { progress: Progress }) {
    const scores = Object.values(progress.assessment_results).flatMap(({ score }) => (score === null ? [] : [score]));
    const average = scores.length === 0 ? undefined : Math.round(scores.reduce((a, b) => a + b, 0) / scores.length);
    return (
        <div className="mt-5 flex gap-4 rounded-card bg-good-soft p-4 text-good sm:p-5">
            <Sparkles aria-hidden className="mt-0.5 size-6 shrink-0" />
            <div>
                <p className="text-lg font-semibold">You have finished this track.</p>
                <p className="mt-1">
                    Well done.{' '}
                    {average === undefined ? '' : `Your answers were worth ${average} of 100 points on average. `}
                    {progress.completed_at ? `Finished on ${day(progress.completed_at)}.` : ''}
                </p>
            </div>
        </div>
    );
}

function day(time: string): string {
    return new Date(time).toLocaleDateString(undefined, { dateStyle: 'long' });
}
