import { useState } from 'react';
import { CodeBlock } from '@/markdown/CodeBlock';
import { InlineText } from '@/markdown/InlineText';
import { TextField } from '@/ui/Field';
import { Choices } from './Choices';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { named } from './named';
import { ReorderableBlocks } from './ReorderableBlocks';
import type { ArgumentsOf, ReplyOf } from './schemas';

const longestBlank = 1000;

/** A question about code: choose an answer, put blocks in order, or fill in blanks. */
export default function CodeAssessment({
    arguments: shown,
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'code_assessment'>, ReplyOf<'code_assessment'>>) {
    const { assessment_id, problem_statement, code_snippet, choices, dnd_model, blank_fields } = shown;
    const [chosen, setChosen] = useState<string[]>([]);
    const [order, setOrder] = useState(() => dnd_model?.items.map((item) => item.id) ?? []);
    const [filled, setFilled] = useState<Record<string, string>>({});
    const [tried, setTried] = useState(false);
    const locked = status !== 'open';
    const over = status === 'answered' || status === 'superseded';

    const heldChoice = reply?.submitted_answer_id ? [reply.submitted_answer_id] : chosen;
    const heldOrder = reply?.dropped_items_order ?? order;
    const heldBlank = (id: string) =>
        reply?.filled_blanks?.find((blank) => blank.blank_id === id)?.user_input ?? filled[id] ?? '';

    const problem = choices
        ? chosen.length === 0
            ? 'Choose one of the answers first.'
            : undefined
        : blank_fields?.every(({ blank_id }) => !(filled[blank_id] ?? '').trim())
          ? 'Fill in at least one blank first.'
          : undefined;

    const submit = () => {
        setTried(true);
        const [selected] = chosen;
        if (problem) {
            return;
        }
        if (choices && selected) {
            answer({ assessment_id, submitted_answer_id: selected });
        } else if (dnd_model) {
            answer({ assessment_id, dropped_items_order: order });
        } else if (blank_fields) {
            const blanks = blank_fields.map(({ blank_id }) => ({ blank_id, user_input: filled[blank_id] ?? '' }));
            answer({ assessment_id, filled_blanks: blanks });
        }
    };

    const result = choices
        ? named(
              heldChoice,
              choices,
              (choice) => choice.id,
              (choice) => choice.text,
          )
        : dnd_model
          ? 'the blocks in this order'
          : blank_fields?.map(({ blank_id, label }) => `${label}: ${heldBlank(blank_id) || '(empty)'}`).join(', ');

    return (
        <ComponentFrame
            name="Question about code"
            prompt={problem_statement}
            status={status}
            submit={{ label: 'Answer', onSubmit: submit }}
            problem={tried ? problem : undefined}
            yourAnswer={result}
        >
            {code_snippet ? <CodeBlock code={code_snippet} language="auto" /> : null}
            {choices ? (
                <Choices
                    choices={choices.map(({ id, text }) => ({
                        id,
                        content: text.includes('\n') ? <CodeLines text={text} /> : <InlineText text={text} />,
                    }))}
                    chosen={heldChoice}
                    onChoose={setChosen}
                    readOnly={over}
                />
            ) : null}
            {dnd_model ? (
                <ReorderableBlocks blocks={dnd_model.items} order={heldOrder} onOrder={setOrder} locked={locked} />
            ) : null}
            {blank_fields ? (
                <div className="flex flex-col gap-3">
                    {blank_fields.map(({ blank_id, label }) => (
                        <TextField
                            key={blank_id}
                            label={<InlineText text={label} />}
                            value={heldBlank(blank_id)}
                            disabled={locked}
                            maxLength={longestBlank}
                            autoComplete="off"
                            autoCapitalize="off"
                            spellCheck={false}
                            dir="auto"
                            className="font-mono"
                            onChange={(event) => setFilled((before) => ({ ...before, [blank_id]: event.target.value }))}
                        />
                    ))}
                </div>
            ) : null}
        </ComponentFrame>
    );
}

function CodeLines({ text }: { text: string }) {
    return (
        <code dir="ltr" className="block text-start font-mono text-sm break-words whitespace-pre-wrap [tab-size:4]">
            {text}
        </code>
    );
}
