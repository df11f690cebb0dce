import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { numberText, Scale } from './scale';
import type { ArgumentsOf, ReplyOf } from './schemas';
import { ValueSlider } from './ValueSlider';

/** A number on a scale: an estimate, or how sure the learner is of a skill. */
export default function SkillSlider({
    arguments: { skill_id, skill_name, prompt_text, min_value, max_value, current_value, step = 1 },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'skill_slider'>, ReplyOf<'skill_slider'>>) {
    const scale = new Scale(min_value, max_value, step);
    const [value, setValue] = useState(() => scale.at(scale.placeOf(current_value ?? min_value)));
    const held = reply?.selected_value ?? value;

    return (
        <ComponentFrame
            name="Slider"
            prompt={prompt_text}
            status={status}
            submit={{ label: 'Answer', onSubmit: () => answer({ skill_id, selected_value: value }) }}
            yourAnswer={numberText(held)}
        >
            <ValueSlider
                label={<InlineText text={skill_name} />}
                scale={scale}
                value={held}
                onChange={setValue}
                disabled={status !== 'open'}
                readOnly={status === 'answered' || status === 'superseded'}
            />
        </ComponentFrame>
    );
}
