import { type ReactNode, useId } from 'react';
import type { Unit } from '@/tracks/queries';
import { Card } from '@/ui/Card';
import { SelectField } from '@/ui/SelectField';
import type { UnitFieldsProps } from './UnitForm';

/** How a unit hangs together with others: the help for those who do not pass, and what has to come before. */
export function UnitLinksFields({
    draft,
    change,
    problem,
    others,
    help,
}: UnitFieldsProps & { others: Unit[]; help?: ReactNode }) {
    const id = useId();
    const asks = draft.type === 'mcq_component' || (draft.type === 'slider_component' && draft.graded);
    const elsewhere = draft.remedialUnitId !== '' && !others.some((unit) => unit.unit_id === draft.remedialUnitId);
    const wanted = draft.prerequisiteUnitIds;
    const problems = [
        problem('prerequisite_unit_ids', 'The choice'),
        ...wanted.map((_, at) => problem(`prerequisite_unit_ids[${at}]`, 'One of them')),
    ].filter((each) => each !== undefined);

    if (!asks && others.length === 0) {
        return null;
    }
    return (
        <Card className="flex flex-col gap-4">
            {asks ? (
                <div className="flex flex-col gap-2">
                    <SelectField
                        label="Help for those who do not pass"
                        hint="A unit that is shown before the question comes again. Without one, the question just comes again."
                        value={draft.remedialUnitId}
                        onChange={(event) => change({ remedialUnitId: event.target.value })}
                        problem={problem('remedial_unit_id', 'This unit')}
                    >
                        <option value="">None</option>
                        {elsewhere ? <option value={draft.remedialUnitId}>A unit outside this track</option> : null}
                        {others.map((unit) => (
                            <option key={unit.unit_id} value={unit.unit_id}>
                                {unit.title}
                            </option>
                        ))}
                    </SelectField>
                    {help}
                </div>
            ) : null}
            {others.length > 0 ? (
                <fieldset aria-describedby={problems.length > 0 ? `${id}-problem` : undefined}>
                    <legend className="text-sm font-medium">Comes only after</legend>
                    <ul className="mt-1">
                        {others.map((unit) => (
                            <li key={unit.unit_id}>
                                <label className="flex min-h-11 items-center gap-3">
                                    <input
                                        type="checkbox"
                                        className="size-5 shrink-0 accent-accent"
                                        aria-invalid={problems.length > 0 || undefined}
                                        checked={wanted.includes(unit.unit_id)}
                                        onChange={(event) =>
                                            change({
                                                prerequisiteUnitIds: event.target.checked
                                                    ? [...wanted, unit.unit_id]
                                                    : wanted.filter((each) => each !== unit.unit_id),
                                            })
                                        }
                                    />
                                    <span dir="auto" className="min-w-0">
                                        {unit.title}
                                    </span>
                                </label>
                            </li>
                        ))}
                    </ul>
                    {problems.length > 0 ? (
                        <p id={`${id}-problem`} role="alert" className="text-sm text-bad">
                            {problems.join(' ')}
                        </p>
                    ) : null}
                </fieldset>
            ) : null}
        </Card>
    );
}
