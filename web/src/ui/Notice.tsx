import type { ReactNode } from 'react';
import { classes } from './classes';

const looks = {
    info: 'bg-accent-soft text-accent-ink',
    good: 'bg-good-soft text-good',
    warn: 'bg-warn-soft text-warn',
    bad: 'bg-bad-soft text-bad',
};

/** A short word to the person. A bad one is read out at once, the others when there is time. */
export function Notice({
    kind = 'info',
    children,
    className,
}: {
    kind?: keyof typeof looks;
    children: ReactNode;
    className?: string;
}) {
    return (
        <div
            role={kind === 'bad' ? 'alert' : 'status'}
            className={classes('rounded-xl px-4 py-3 text-sm leading-relaxed', looks[kind], className)}
        >
            {children}
        </div>
    );
}
