import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes';

const box =
    'w-full rounded-xl border border-line bg-surface px-3 py-2 text-base text-ink placeholder:text-quiet aria-invalid:border-bad';

interface Around {
    label: ReactNode;
    hint?: ReactNode;
    problem?: ReactNode;
}

function described(id: string, { hint, problem }: Omit<Around, 'label'>) {
    return [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].join(' ').trim() || undefined;
}

function Frame({ id, label, hint, problem, children }: Around & { id: string; children: ReactNode }) {
    return (
        <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="text-sm font-medium">
                {label}
            </label>
            {children}
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

/** An input with its label; a problem is bound to it and read out. */
export function TextField({ label, hint, problem, className, ...rest }: Around & ComponentProps<'input'>) {
    const made = useId();
    const id = rest.id ?? made;
    return (
        <Frame id={id} label={label} hint={hint} problem={problem}>
            <input
                {...rest}
                id={id}
                aria-invalid={problem ? true : undefined}
                aria-describedby={described(id, { hint, problem })}
                className={classes(box, 'min-h-11', className)}
            />
        </Frame>
    );
}

/** As {@link TextField}, for more than a line. */
export function TextArea({ label, hint, problem, className, ...rest }: Around & ComponentProps<'textarea'>) {
    const made = useId();
    const id = rest.id ?? made;
    return (
        <Frame id={id} label={label} hint={hint} problem={problem}>
            <textarea
                {...rest}
                id={id}
                aria-invalid={problem ? true : undefined}
                aria-describedby={described(id, { hint, problem })}
                className={classes(box, 'min-h-24', className)}
            />
        </Frame>
    );
}
