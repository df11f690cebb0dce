import { cva } from 'class-variance-authority';

/** How a button looks, for what acts as one: a button, or a link that leads on. */
export const buttonLook = cva(
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
