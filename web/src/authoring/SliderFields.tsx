import type { ComponentProps } from 'react';
import { Card } from '@/ui/Card';
import { TextArea, TextField } from '@/ui/Field';
import { AnswerFields } from './AnswerFields';
import type { UnitFieldsProps } from './UnitForm';

function NumberField(props: ComponentProps<typeof TextField>) {
    return <TextField type="number" step="any" inputMode="decimal" {...props} />;
}

/** A value on a scale: an estimate that is graded by how near it is, or a learner's view of themselves. */
export function SliderFields({ draft, change, problem }: UnitFieldsProps) {
    const numeral = (field: string, label: string, key: 'min' | 'max' | 'step' | 'start', hint?: string) => (
        <NumberField
            label={label}
            hint={hint}
            value={draft[key]}
            onChange={(event) => change({ [key]: event.target.value })}
            problem={problem(`content_config.${field}`, 'This number')}
        />
    );
    return (
        <>
            <Card className="flex flex-col gap-4">
                <TextArea
                    label="Question"
                    dir="auto"
                    rows={3}
                    maxLength={2000}
                    value={draft.prompt}
                    onChange={(event) => change({ prompt: event.target.value })}
                    problem={problem('content_config.prompt_text', 'The question')}
                />
                <TextField
                    label="Skill"
                    hint="What one can do who answers it well, as in “Estimating growth”."
                    dir="auto"
                    maxLength={200}
                    value={draft.skillName}
                    onChange={(event) => change({ skillName: event.target.value })}
                    problem={
                        problem('content_config.skill_name', 'The skill') ??
                        problem('content_config.skill_id', 'The skill')
                    }
                />
                <div className="grid gap-4 sm:grid-cols-2">
                    {numeral('min_value', 'Smallest value', 'min')}
                    {numeral('max_value', 'Largest value', 'max')}
                    {numeral('step', 'Step', 'step', 'Between two values; 1 if empty.')}
                    {numeral('current_value', 'Stands at first at', 'start', 'The smallest value if empty.')}
                </div>
                <label className="flex min-h-11 items-center gap-3">
                    <input
                        type="checkbox"
                        className="size-5 accent-accent"
                        checked={draft.graded}
                        onChange={(event) => change({ graded: event.target.checked })}
                    />
                    There is a right answer
                </label>
                {draft.graded ? (
                    <div className="grid gap-4 sm:grid-cols-3">
                        <NumberField
                            label="Right value"
                            value={draft.target}
                            onChange={(event) => change({ target: event.target.value })}
                            problem={problem('content_config.target_value', 'This number')}
                        />
                        <NumberField
                            label="Full points within"
                            value={draft.tolerance}
                            onChange={(event) => change({ tolerance: event.target.value })}
                            problem={problem('content_config.tolerance', 'This number')}
                        />
                        <NumberField
                            label="No points from"
                            value={draft.zeroDistance}
                            onChange={(event) => change({ zeroDistance: event.target.value })}
                            problem={problem('content_config.zero_distance', 'This number')}
                        />
                        <p className="text-sm text-quiet sm:col-span-3">
                            Both are distances from the right value; in between, points fall evenly.
                        </p>
                    </div>
                ) : null}
            </Card>
            {draft.graded ? <AnswerFields draft={draft} change={change} problem={problem} /> : null}
        </>
    );
}
