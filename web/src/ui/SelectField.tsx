import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes';

/** A choice of one out of a list, with its label; a problem is bound to it and read out. */
export function SelectField({
    label,
    hint,
    problem,
    className,
    ...rest
}: { label: ReactNode; hint?: ReactNode; problem?: ReactNode } & ComponentProps<'select'>) {
    const made = useId();
    const id = rest.id ?? made;
    const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].join(' ').trim() || undefined;
    return (
        <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
                {label}
            </label>
            <select
                {...rest}
                id={id}
                aria-invalid={problem ? true : undefined}
                aria-describedby={described}
                className={classes(
                    'min-h-11 w-full rounded-xl border border-line bg-surface px-3 py-2 text-base text-ink aria-invalid:border-bad',
                    className,
                )}
            />
            {hint ? (
                <p id={`${id}-hint`} className="text-sm text-quiet">
                    {hint}
                </p>
            ) : null}
            {problem ? (
                <p id={`${id}-problem`} role="alert" className="text-sm text-bad">
                    {problem}
                </p>
            ) : null}
        </div>
    );
}
