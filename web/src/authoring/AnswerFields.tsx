import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { TextArea, TextField } from '@/ui/Field';
import type { UnitFieldsProps } from './UnitForm';

const MAX_HINTS = 10;

/** What is said about the answer: why it is right, and the hints on the way to it. */
export function AnswerFields({ draft, change, problem }: UnitFieldsProps) {
    const { hints } = draft;
    const list = useRef<HTMLOListElement>(null);
    const add = () => {
        change({ hints: [...hints, ''] });
        requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
    };
    return (
        <Card className="flex flex-col gap-4">
            <TextArea
                label="Why the answer is what it is"
                hint="Learners read it when they have passed, or after the third try."
                dir="auto"
                rows={3}
                maxLength={4000}
                value={draft.explanation}
                onChange={(event) => change({ explanation: event.target.value })}
                problem={problem('content_config.explanation', 'The explanation')}
            />
            <div>
                <p className="text-sm font-medium">Hints</p>
                <p className="text-sm text-quiet">
                    One after each answer that did not pass: first a push, the last one is the worked answer. May be
                    none.
                </p>
                <ol ref={list} tabIndex={-1} aria-label="Hints" className="mt-2 flex flex-col gap-2 outline-none">
                    {hints.map((hint, at) => (
                        // A hint has no other name than its place.
                        <li key={at} className="flex items-start gap-2">
                            <div className="min-w-0 flex-1">
                                <TextField
                                    label={`Hint ${at + 1}`}
                                    dir="auto"
                                    maxLength={4000}
                                    value={hint}
                                    onChange={(event) =>
                                        change({
                                            hints: hints.map((each, i) => (i === at ? event.target.value : each)),
                                        })
                                    }
                                    problem={problem(`content_config.hints[${at}]`, 'The hint')}
                                />
                            </div>
                            <Button
                                kind="quiet"
                                size="icon"
                                className="mt-6.5"
                                aria-label={`Remove hint ${at + 1}`}
                                onClick={() => {
                                    change({ hints: hints.filter((_, i) => i !== at) });
                                    list.current?.focus();
                                }}
                            >
                                <Trash2 aria-hidden className="size-5" />
                            </Button>
                        </li>
                    ))}
                </ol>
                {problem('content_config.hints', 'The list of hints') ? (
                    <p role="alert" className="mt-2 text-sm text-bad">
                        {problem('content_config.hints', 'The list of hints')}
                    </p>
                ) : null}
                {hints.length < MAX_HINTS ? (
                    <Button size="small" className="mt-3" onClick={add}>
                        <Plus aria-hidden className="size-4" /> Add a hint
                    </Button>
                ) : null}
            </div>
            <TextField
                label="Points needed to pass"
                hint="From 1 to 100; 60 if empty."
                type="number"
                inputMode="numeric"
                min={1}
                max={100}
                className="max-w-32"
                value={draft.passMark}
                onChange={(event) => change({ passMark: event.target.value })}
                problem={problem('content_config.pass_mark', 'The number of points')}
            />
        </Card>
    );
}
