import { classes } from './classes';

/** Stands where something will be in a moment, in its size, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
    return <div aria-hidden className={classes('animate-pulse rounded-xl bg-sunken', className)} />;
}
