import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classes } from './classes';

const look = cva(
    'inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-xl px-4 py-2 text-base font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-55',
    {
        variants: {
            kind: {
                primary: 'bg-accent text-on-accent hover:bg-accent/90',
                secondary: 'border border-line bg-surface text-ink hover:bg-sunken',
                quiet: 'text-quiet hover:bg-sunken hover:text-ink',
                danger: 'border border-bad/40 bg-surface text-bad hover:bg-bad-soft',
            },
            size: { normal: '', small: 'min-h-9 rounded-lg px-3 py-1 text-sm', icon: 'size-11 min-h-11 p-0' },
        },
        defaultVariants: { kind: 'secondary', size: 'normal' },
    },
);

/** A button that submits nothing unless told to; at least 36 px high, 44 px unless it is small. */
export function Button({
    kind,
    size,
    className,
    type = 'button',
    ...rest
}: ComponentProps<'button'> & VariantProps<typeof look>) {
    return <button type={type} className={classes(look({ kind, size }), className)} {...rest} />;
}
