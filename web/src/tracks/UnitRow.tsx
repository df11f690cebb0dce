import { Circle, CircleCheck, CircleDot, LifeBuoy, type LucideIcon } from 'lucide-react';
import { classes } from '@/ui/classes';
import { duration } from './duration';
import type { Progress, Unit } from './queries';
import type { UnitState } from './standing';
import { unitKinds } from './unitKinds';

const marks: Record<UnitState, { Icon: LucideIcon; look: string; word: string }> = {
    done: { Icon: CircleCheck, look: 'text-good', word: 'Done' },
    help: { Icon: LifeBuoy, look: 'text-warn', word: 'Worth another look' },
    current: { Icon: CircleDot, look: 'text-accent', word: 'You are here' },
    open: { Icon: Circle, look: 'text-quiet', word: 'Still to come' },
};

/** A unit in the list of its track: what it is, how it stands, and how it was answered. */
export function UnitRow({
    unit,
    state,
    score,
}: {
    unit: Unit;
    state: UnitState;
    score: Progress['assessment_results'][string] | undefined;
}) {
    const { Icon, look, word } = marks[state];
    const kind = unitKinds[unit.unit_type];
    return (
        <li
            {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
            className={classes('flex gap-3 px-4 py-3 sm:px-5', state === 'current' && 'bg-accent-soft text-accent-ink')}
        >
            <Icon aria-hidden className={classes('mt-0.5 size-5 shrink-0', look)} />
            <div className="min-w-0 flex-1">
                <p dir="auto" className={classes('font-medium', state === 'open' && 'font-normal')}>
                    {unit.title}
                </p>
                <p className={classes('mt-0.5 flex flex-wrap items-center gap-x-2 text-sm', quietOn(state))}>
                    <kind.Icon aria-hidden className="size-4 shrink-0" />
                    <span>
                        {kind.name} · {duration(unit.estimated_duration_minutes)}
                    </span>
                    {state === 'open' ? (
                        <span className="sr-only">· {word}</span>
                    ) : (
                        <span className={state === 'help' ? 'text-warn' : ''}>· {word}</span>
                    )}
                </p>
                {score ? <Score {...score} state={state} /> : null}
            </div>
        </li>
    );
}

function quietOn(state: UnitState) {
    return state === 'current' ? 'text-accent-ink' : 'text-quiet';
}

function Score({ score, attempts, state }: { score: number | null; attempts: number; state: UnitState }) {
    const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
    return (
        <p className={classes('text-sm tabular-nums', quietOn(state))}>
            {score === null ? tries : `${score} of 100 points, ${tries}`}
        </p>
    );
}
