import { ProgressBar } from '@/ui/ProgressBar';
import type { Progress } from './queries';

/** How far a learner is on a track: a bar, and the same in words. */
export function TrackProgress({
    title,
    progress,
    unitCount,
}: {
    title: string;
    progress: Progress;
    unitCount: number;
}) {
    const done = Math.min(progress.completed_unit_ids.length, unitCount);
    return (
        <div className="flex flex-col gap-1.5">
            <ProgressBar percent={progress.percent_complete} name={`Progress on ${title}`} />
            <p className="flex justify-between gap-3 text-sm text-quiet tabular-nums">
                <span>
                    {done} of {unitCount} {unitCount === 1 ? 'unit' : 'units'}
                </span>
                <span aria-hidden>{progress.percent_complete} %</span>
            </p>
        </div>
    );
}
