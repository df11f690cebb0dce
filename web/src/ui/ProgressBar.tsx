import { classes } from './classes';

/** How far something is, from 0 to 100 percent. */
export function ProgressBar({ percent, name, className }: { percent: number; name: string; className?: string }) {
    return (
        <div
            role="progressbar"
            aria-label={name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            aria-valuetext={`${percent} percent`}
            className={classes('h-2.5 overflow-hidden rounded-full border border-line bg-sunken', className)}
        >
            <div
                className={classes('h-full rounded-full transition-[width]', percent >= 100 ? 'bg-good' : 'bg-accent')}
                style={{ width: `${percent}%` }}
            />
        </div>
    );
}
