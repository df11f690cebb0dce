import { Check } from 'lucide-react';
import { type ReactNode, use, useId } from 'react';
import { classes } from '@/ui/classes';
import { FrameContext } from './frame';

/** One of several things to choose from. */
export interface Choice {
    id: string;
    content: ReactNode;
}

/** One or several of a list, by native buttons; only the choice remains to be seen once it has been made. */
export function Choices({
    choices,
    several = false,
    chosen,
    onChoose,
    readOnly,
    label,
    className,
}: {
    choices: Choice[];
    several?: boolean;
    chosen: readonly string[];
    onChoose: (chosen: string[]) => void;
    /** Shows what was chosen, and nothing to press. */
    readOnly: boolean;
    /** A name, where the question above is none. */
    label?: string;
    /** How the list is laid out. */
    className?: string;
}) {
    const { promptId, problemId, locked } = use(FrameContext);
    const name = useId();
    const layout = className ?? 'flex flex-col gap-2';

    if (readOnly) {
        return (
            <ul className={layout}>
                {choices.map(({ id, content }) => {
                    const mine = chosen.includes(id);
                    return (
                        <li
                            key={id}
                            className={classes(
                                'flex min-h-11 items-start gap-3 rounded-xl border px-3 py-2.5',
                                mine ? 'border-accent bg-accent-soft text-accent-ink' : 'text-quiet',
                            )}
                        >
                            <span className="mt-0.5 flex size-5 shrink-0 items-center justify-center">
                                {mine ? <Check aria-hidden className="size-5" /> : null}
                            </span>
                            <span className="min-w-0 grow">
                                {content}
                                {mine ? <span className="sr-only"> (your choice)</span> : null}
                            </span>
                        </li>
                    );
                })}
            </ul>
        );
    }

    const choose = (id: string, on: boolean) => {
        if (!several) {
            onChoose([id]);
        } else {
            // In the order in which they stand, not in which they were ticked.
            onChoose(choices.map((each) => each.id).filter((each) => (each === id ? on : chosen.includes(each))));
        }
    };

    return (
        <div
            role={several ? 'group' : 'radiogroup'}
            aria-label={label}
            aria-labelledby={label ? undefined : promptId}
            aria-describedby={problemId}
            className={layout}
        >
            {choices.map(({ id, content }) => (
                <label
                    key={id}
                    className="flex min-h-11 cursor-pointer items-start gap-3 rounded-xl border px-3 py-2.5 transition-colors not-has-disabled:hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-disabled:cursor-default has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
                >
                    <input
                        type={several ? 'checkbox' : 'radio'}
                        name={several ? undefined : name}
                        value={id}
                        checked={chosen.includes(id)}
                        disabled={locked}
                        onChange={(event) => choose(id, event.target.checked)}
                        className="mt-0.5 size-5 shrink-0 cursor-pointer accent-accent outline-none disabled:cursor-default"
                    />
                    <span className="min-w-0 grow">{content}</span>
                </label>
            ))}
        </div>
    );
}
