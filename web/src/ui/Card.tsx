import type { ComponentProps } from 'react';
import { classes } from './classes';

/** A sheet that stands out from the page. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
    return (
        <div
            className={classes('rounded-card border border-line bg-surface p-4 shadow-card sm:p-5', className)}
            {...rest}
        />
    );
}
