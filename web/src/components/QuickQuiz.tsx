import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { Choices } from './Choices';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { named } from './named';
import type { ArgumentsOf, ReplyOf } from './schemas';

/** One question with options: choose one, then answer. Whether it was right is for the tutor to say. */
export default function QuickQuiz({
    arguments: quiz,
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'quick_quiz'>, ReplyOf<'quick_quiz'>>) {
    const [chosen, setChosen] = useState<string[]>([]);
    const [missing, setMissing] = useState(false);

    const submit = () => {
        const [selected] = chosen;
        setMissing(!selected);
        if (selected) {
            answer({ quiz_id: quiz.quiz_id, selected_option_id: selected });
        }
    };
    const held = reply ? [reply.selected_option_id] : chosen;

    return (
        <ComponentFrame
            name="Question"
            prompt={quiz.question_text}
            status={status}
            submit={{ label: 'Answer', onSubmit: submit }}
            problem={missing && chosen.length === 0 ? 'Choose one of the answers first.' : undefined}
            yourAnswer={named(
                held,
                quiz.options,
                (option) => option.id,
                (option) => option.text,
            )}
        >
            <Choices
                choices={quiz.options.map(({ id, text }) => ({ id, content: <InlineText text={text} /> }))}
                chosen={held}
                onChoose={setChosen}
                readOnly={status === 'answered' || status === 'superseded'}
                className={quiz.quiz_type === 'true-false' ? 'grid gap-2 sm:grid-cols-2' : undefined}
            />
        </ComponentFrame>
    );
}
