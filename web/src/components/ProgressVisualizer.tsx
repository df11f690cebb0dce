import { Circle, CircleCheck } from 'lucide-react';
import { useId } from 'react';
import { classes } from '@/ui/classes';
import { directionOf } from '@/ui/direction';
import type { ComponentProps } from './contract';
import { numberText } from './scale';
import type { ArgumentsOf } from './schemas';

/** How far the learner has come: a bar, a ring, or the steps on the way. Nothing to answer. */
export default function ProgressVisualizer({
    arguments: { type, title, current_progress, total_value, milestones },
}: ComponentProps<ArgumentsOf<'progress_visualizer'>>) {
    const id = useId();
    const amount =
        current_progress === undefined || total_value === undefined
            ? undefined
            : { current: Math.min(current_progress, total_value), total: total_value };
    const name = title ? { 'aria-labelledby': id } : { 'aria-label': 'Progress' };

    return (
        <div
            role="group"
            {...name}
            dir={directionOf(title)}
            className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4 shadow-card sm:p-5"
        >
            {title ? (
                <p id={id} className="font-semibold">
                    {title}
                </p>
            ) : null}
            {amount && type !== 'milestones' ? (
                type === 'bar' ? (
                    <Bar {...amount} name={title} />
                ) : (
                    <Ring {...amount} name={title} />
                )
            ) : null}
            {amount && type === 'milestones' ? <p className="text-sm text-quiet">{words(amount)}</p> : null}
            {milestones && milestones.length > 0 ? (
                <ol className="flex flex-col">
                    {milestones.map((milestone, at) => {
                        const Mark = milestone.achieved ? CircleCheck : Circle;
                        return (
                            <li key={at} className="relative flex items-start gap-3 pb-4 last:pb-0">
                                {at < milestones.length - 1 ? (
                                    <span aria-hidden className="absolute start-[9px] top-6 bottom-0 w-0.5 bg-line" />
                                ) : null}
                                <Mark
                                    aria-hidden
                                    className={classes(
                                        'mt-0.5 size-5 shrink-0',
                                        milestone.achieved ? 'text-good' : 'text-quiet',
                                    )}
                                />
                                <span className="min-w-0">
                                    <bdi className={milestone.achieved ? 'font-medium' : 'text-quiet'}>
                                        {milestone.name}
                                    </bdi>
                                    {milestone.target_value === undefined ? null : (
                                        <span className="text-sm text-quiet">
                                            {' '}
                                            · {numberText(milestone.target_value)}
                                        </span>
                                    )}
                                    <span className="sr-only">
                                        {milestone.achieved ? ' (reached)' : ' (still to come)'}
                                    </span>
                                </span>
                            </li>
                        );
                    })}
                </ol>
            ) : null}
        </div>
    );
}

interface Amount {
    current: number;
    total: number;
}

function words({ current, total }: Amount): string {
    return `${numberText(current)} of ${numberText(total)}`;
}

function percent({ current, total }: Amount): number {
    return Math.round((current / total) * 100);
}

function described(amount: Amount & { name?: string }) {
    return {
        role: 'progressbar',
        'aria-label': amount.name ?? 'Progress',
        'aria-valuemin': 0,
        'aria-valuemax': amount.total,
        'aria-valuenow': amount.current,
        'aria-valuetext': `${words(amount)}, ${percent(amount)} percent`,
    };
}

function Bar(amount: Amount & { name?: string }) {
    return (
        <div className="flex flex-col gap-1.5">
            <div {...described(amount)} className="h-3 overflow-hidden rounded-full border border-line bg-sunken">
                <div className="h-full rounded-full bg-accent" style={{ width: `${percent(amount)}%` }} />
            </div>
            <p aria-hidden className="flex justify-between gap-3 text-sm text-quiet tabular-nums">
                <span>{words(amount)}</span>
                <span>{percent(amount)} %</span>
            </p>
        </div>
    );
}

function Ring(amount: Amount & { name?: string }) {
    const around = 2 * Math.PI * 44;
    return (
        <div className="flex flex-wrap items-center gap-4">
            <div {...described(amount)} className="relative size-28 shrink-0">
                <svg viewBox="0 0 100 100" aria-hidden className="size-full -rotate-90">
                    <circle cx="50" cy="50" r="44" fill="none" strokeWidth="10" className="stroke-sunken" />
                    <circle
                        cx="50"
                        cy="50"
                        r="44"
                        fill="none"
                        strokeWidth="10"
                        strokeLinecap={amount.current > 0 ? 'round' : 'butt'}
                        strokeDasharray={`${(around * amount.current) / amount.total} ${around}`}
                        className="stroke-accent"
                    />
                </svg>
                <span
                    aria-hidden
                    className="absolute inset-0 flex items-center justify-center text-lg font-semibold tabular-nums"
                >
                    {percent(amount)} %
                </span>
            </div>
            <p aria-hidden className="text-quiet tabular-nums">
                {words(amount)}
            </p>
        </div>
    );
}
