import { Plus, Trash2 } from 'lucide-react';
import { useId, useRef } from 'react';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { TextArea, TextField } from '@/ui/Field';
import { AnswerFields } from './AnswerFields';
import { freshOptionId, type OptionDraft } from './unitDraft';
import type { UnitFieldsProps } from './UnitForm';

const MIN_OPTIONS = 2;
const MAX_OPTIONS = 8;

/** A question with options, one of which is right. */
export function QuestionFields({ draft, change, problem }: UnitFieldsProps) {
    const legend = useId();
    const list = useRef<HTMLUListElement>(null);
    const { options } = draft;
    const correct = problem('content_config.correct_option_id', 'The right answer');
    const amount = problem('content_config.options', 'The options');

    const edit = (id: string, part: Partial<OptionDraft>) =>
        change({ options: options.map((each) => (each.id === id ? { ...each, ...part } : each)) });
    const add = () => {
        change({ options: [...options, { id: freshOptionId(options), text: '', feedback: '' }] });
        // The new field is there after the page has been drawn again.
        requestAnimationFrame(() =>
            list.current?.querySelector<HTMLInputElement>('li:last-child input[type="text"]')?.focus(),
        );
    };
    const drop = (id: string) => {
        change({
            options: options.filter((each) => each.id !== id),
            correctOptionId: draft.correctOptionId === id ? '' : draft.correctOptionId,
        });
        list.current?.focus();
    };

    return (
        <>
            <Card className="flex flex-col gap-4">
                <TextArea
                    label="Question"
                    dir="auto"
                    rows={3}
                    maxLength={2000}
                    value={draft.question}
                    onChange={(event) => change({ question: event.target.value })}
                    problem={problem('content_config.question_text', 'The question')}
                />
                <label className="flex min-h-11 items-center gap-3">
                    <input
                        type="checkbox"
                        className="size-5 accent-accent"
                        checked={draft.trueFalse}
                        onChange={(event) => change({ trueFalse: event.target.checked })}
                    />
                    It is about true or false
                </label>
                <fieldset
                    role="radiogroup"
                    tabIndex={-1}
                    aria-invalid={correct || amount ? true : undefined}
                    aria-describedby={correct || amount ? `${legend}-problem` : undefined}
                    className="outline-none"
                >
                    <legend className="text-sm font-medium">Options</legend>
                    <p className="text-sm text-quiet">Mark the right one. Learners do not see the mark.</p>
                    <ul ref={list} tabIndex={-1} aria-label="Options" className="mt-2 flex flex-col gap-3 outline-none">
                        {options.map((option, at) => (
                            <OptionRow
                                key={option.id}
                                option={option}
                                place={at + 1}
                                group={legend}
                                correct={draft.correctOptionId === option.id}
                                textProblem={
                                    problem(`content_config.options[${at}].text`, 'The option') ??
                                    problem(`content_config.options[${at}].id`, 'The option') ??
                                    problem(`content_config.options[${at}]`, 'The option')
                                }
                                feedbackProblem={problem(`content_config.option_feedback.${option.id}`, 'This text')}
                                edit={(part) => edit(option.id, part)}
                                choose={() => change({ correctOptionId: option.id })}
                                drop={options.length > MIN_OPTIONS ? () => drop(option.id) : undefined}
                            />
                        ))}
                    </ul>
                    {correct || amount ? (
                        <p id={`${legend}-problem`} role="alert" className="mt-2 text-sm text-bad">
                            {correct ? 'Mark the right answer. ' : ''}
                            {amount}
                        </p>
                    ) : null}
                    {options.length < MAX_OPTIONS ? (
                        <Button size="small" className="mt-3" onClick={add}>
                            <Plus aria-hidden className="size-4" /> Add an option
                        </Button>
                    ) : null}
                </fieldset>
            </Card>
            <AnswerFields draft={draft} change={change} problem={problem} />
        </>
    );
}

function OptionRow({
    option,
    place,
    group,
    correct,
    textProblem,
    feedbackProblem,
    edit,
    choose,
    drop,
}: {
    option: OptionDraft;
    place: number;
    group: string;
    correct: boolean;
    textProblem: string | undefined;
    feedbackProblem: string | undefined;
    edit: (part: Partial<OptionDraft>) => void;
    choose: () => void;
    drop: (() => void) | undefined;
}) {
    return (
        <li className="rounded-xl border border-line p-3">
            <div className="flex items-start gap-2">
                <label className="mt-6.5 flex size-11 shrink-0 cursor-pointer items-center justify-center">
                    <input
                        type="radio"
                        name={group}
                        aria-label={`Option ${place} is right`}
                        className="size-5 accent-accent"
                        checked={correct}
                        onChange={choose}
                    />
                </label>
                <div className="min-w-0 flex-1">
                    <TextField
                        type="text"
                        label={`Option ${place}`}
                        dir="auto"
                        maxLength={1000}
                        value={option.text}
                        onChange={(event) => edit({ text: event.target.value })}
                        problem={textProblem}
                    />
                </div>
                {drop ? (
                    <Button
                        kind="quiet"
                        size="icon"
                        className="mt-6.5"
                        aria-label={`Remove option ${place}`}
                        onClick={drop}
                    >
                        <Trash2 aria-hidden className="size-5" />
                    </Button>
                ) : null}
            </div>
            <div className="mt-2 ps-13">
                <TextField
                    label={`Said to those who choose option ${place}`}
                    hint="May be empty."
                    dir="auto"
                    maxLength={4000}
                    value={option.feedback}
                    onChange={(event) => edit({ feedback: event.target.value })}
                    problem={feedbackProblem}
                />
            </div>
        </li>
    );
}
