import { Check } from 'lucide-react';
import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { named } from './named';
import type { ArgumentsOf, ReplyOf } from './schemas';

/** Buttons of which one is pressed; that is the answer at once. */
export default function TopicButtons({
    arguments: { prompt_text, buttons },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'topic_buttons'>, ReplyOf<'topic_buttons'>>) {
    const [pressed, setPressed] = useState<string>();
    const clicked = reply?.button_id_clicked ?? (status === 'open' ? undefined : pressed);

    return (
        <ComponentFrame
            name="Topics"
            prompt={prompt_text}
            status={status}
            yourAnswer={named(
                clicked ? [clicked] : [],
                buttons,
                (button) => button.button_id,
                (button) => button.label,
            )}
        >
            <ul className="flex flex-wrap gap-2">
                {buttons.map(({ button_id, label, topic_id_payload }) => {
                    const mine = clicked === button_id;
                    return (
                        <li key={button_id} className="max-w-full">
                            <Button
                                disabled={status !== 'open'}
                                className={classes(
                                    'max-w-full min-w-11 text-start disabled:text-quiet disabled:opacity-100',
                                    mine && 'border-accent bg-accent-soft disabled:text-accent-ink',
                                )}
                                onClick={() => {
                                    setPressed(button_id);
                                    answer({ button_id_clicked: button_id, topic_id_payload });
                                }}
                            >
                                {mine ? <Check aria-hidden className="size-4 shrink-0" /> : null}
                                <InlineText text={label} />
                                {mine ? <span className="sr-only"> (your choice)</span> : null}
                            </Button>
                        </li>
                    );
                })}
            </ul>
        </ComponentFrame>
    );
}
