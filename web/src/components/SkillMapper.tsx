import { useId, useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { Scale } from './scale';
import type { ArgumentsOf, ReplyOf } from './schemas';
import { Tags } from './Tags';
import { ValueSlider } from './ValueSlider';

/** Skills that the learner rates. Only what they changed is handed over, which may be nothing. */
export default function SkillMapper({
    arguments: { mapper_id, skills },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'skill_mapper'>, ReplyOf<'skill_mapper'>>) {
    const [changed, setChanged] = useState<Record<string, number>>({});
    const id = useId();
    const rated = reply
        ? Object.fromEntries(reply.updated_skills.map(({ skill_id, new_rating }) => [skill_id, new_rating]))
        : changed;

    const submit = () =>
        answer({
            mapper_id,
            updated_skills: skills.flatMap(({ skill_id, current_rating }) => {
                const new_rating = changed[skill_id];
                return new_rating === undefined || new_rating === current_rating ? [] : [{ skill_id, new_rating }];
            }),
        });

    return (
        <ComponentFrame
            name="Skills"
            status={status}
            submit={{ label: 'Save ratings', onSubmit: submit }}
            yourAnswer={
                skills
                    .filter(({ skill_id }) => rated[skill_id] !== undefined)
                    .map(({ skill_id, skill_name }) => `${skill_name}: ${rated[skill_id]}`)
                    .join(', ') || 'all as they were'
            }
        >
            <p className="font-medium">How well do you know each of these?</p>
            <ul className="flex flex-col divide-y divide-line">
                {skills.map((skill, at) => {
                    const rating = rated[skill.skill_id] ?? skill.current_rating;
                    const description = skill.description ? `${id}-${at}` : undefined;
                    return (
                        <li key={skill.skill_id} className="flex flex-col gap-1.5 py-4 first:pt-0 last:pb-0">
                            <ValueSlider
                                label={<InlineText text={skill.skill_name} />}
                                scale={new Scale(0, skill.max_rating, 1)}
                                value={rating ?? 0}
                                unset={rating === undefined}
                                disabled={status !== 'open'}
                                readOnly={status === 'answered' || status === 'superseded'}
                                describedBy={description}
                                onChange={(value) => setChanged((before) => ({ ...before, [skill.skill_id]: value }))}
                            />
                            {skill.description ? (
                                <p id={description} className="text-sm text-quiet">
                                    <InlineText text={skill.description} />
                                </p>
                            ) : null}
                            <Tags tags={skill.tags} />
                        </li>
                    );
                })}
            </ul>
        </ComponentFrame>
    );
}
