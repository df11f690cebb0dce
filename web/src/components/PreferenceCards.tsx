import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { Picture } from '@/ui/Picture';
import { Choices } from './Choices';
import { ComponentFrame } from './ComponentFrame';
import type { ComponentProps } from './contract';
import { named } from './named';
import type { ArgumentsOf, ReplyOf } from './schemas';
import { Symbol } from './Symbol';

/** Cards that tell how the learner likes to learn; several may be chosen unless it is said otherwise. */
export default function PreferenceCards({
    arguments: { preference_set_id, prompt_text, cards, allow_multiple_selection: several = true },
    status,
    reply,
    answer,
}: ComponentProps<ArgumentsOf<'preference_cards'>, ReplyOf<'preference_cards'>>) {
    const [chosen, setChosen] = useState<string[]>([]);
    const [missing, setMissing] = useState(false);
    const held = reply?.selected_card_ids ?? chosen;

    return (
        <ComponentFrame
            name="Preferences"
            prompt={prompt_text}
            status={status}
            submit={{
                label: several ? 'Choose these' : 'Choose this',
                onSubmit: () => {
                    setMissing(chosen.length === 0);
                    if (chosen.length > 0) {
                        answer({ preference_set_id, selected_card_ids: chosen });
                    }
                },
            }}
            problem={
                missing && chosen.length === 0
                    ? several
                        ? 'Choose at least one card first.'
                        : 'Choose a card first.'
                    : undefined
            }
            yourAnswer={named(
                held,
                cards,
                (card) => card.card_id,
                (card) => card.title,
            )}
        >
            <Choices
                several={several}
                choices={cards.map((card) => ({
                    id: card.card_id,
                    content: (
                        <span className="flex flex-col gap-1.5">
                            {card.image_url ? (
                                <Picture
                                    address={card.image_url}
                                    alt=""
                                    className="aspect-video w-full rounded-lg object-cover"
                                />
                            ) : null}
                            <span className="flex items-start gap-2 font-medium">
                                {card.icon ? <Symbol icon={card.icon} /> : null}
                                <span className="min-w-0">
                                    <InlineText text={card.title} />
                                </span>
                            </span>
                            <span className="text-sm text-quiet">
                                <InlineText text={card.description} />
                            </span>
                        </span>
                    ),
                }))}
                chosen={held}
                onChoose={setChosen}
                readOnly={status === 'answered' || status === 'superseded'}
                className="grid grid-cols-1 items-stretch gap-2 sm:grid-cols-2"
            />
        </ComponentFrame>
    );
}
