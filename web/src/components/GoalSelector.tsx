import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { Choices } from './Choices';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { named } from './named';
import type { ArgumentsOf, ReplyOf } from './schemas';
import { Symbol } from './Symbol';

/** Goals of which the learner chooses one, or several where that is allowed. */
export default function GoalSelector({
    arguments: { prompt_text, goals, allow_multiple_selection: several = false },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'goal_selector'>, ReplyOf<'goal_selector'>>) {
    const [chosen, setChosen] = useState<string[]>([]);
    const [missing, setMissing] = useState(false);
    const held = reply?.selected_goal_ids ?? chosen;

    return (
        <ComponentFrame
            name="Goals"
            prompt={prompt_text}
            status={status}
            submit={{
                label: several ? 'Choose these' : 'Choose this',
                onSubmit: () => {
                    setMissing(chosen.length === 0);
                    if (chosen.length > 0) {
                        answer({ selected_goal_ids: chosen });
                    }
                },
            }}
            problem={
                missing && chosen.length === 0
                    ? several
                        ? 'Choose at least one goal first.'
                        : 'Choose a goal first.'
                    : undefined
            }
            yourAnswer={named(
                held,
                goals,
                (goal) => goal.goal_id,
                (goal) => goal.description,
            )}
        >
            <Choices
                several={several}
                choices={goals.map(({ goal_id, description, icon }) => ({
                    id: goal_id,
                    content: (
                        <span className="flex items-start gap-3">
                            {icon ? <Symbol icon={icon} /> : null}
                            <span className="min-w-0">
                                <InlineText text={description} />
                            </span>
                        </span>
                    ),
                }))}
                chosen={held}
                onChoose={setChosen}
                readOnly={status === 'answered' || status === 'superseded'}
            />
        </ComponentFrame>
    );
}
