import { useState } from 'react';
import { InlineText } from '@/markdown/InlineText';
import { Button } from '@/ui/Button';

/** A text of which the first lines are shown, and the rest when it is asked for. */
export function LongText({ text, of, limit = 220 }: { text: string; of: string; limit?: number }) {
    const [whole, setWhole] = useState(false);
    const long = text.length > limit + 40;
    const shown = whole || !long ? text : `${text.slice(0, limit).replace(/\s+\S*$/u, '')}…`;

    return (
        <div className="flex flex-col items-start">
            <p className="max-w-full text-sm text-quiet">
                <InlineText text={shown} />
            </p>
            {long ? (
                <Button
                    kind="quiet"
                    size="small"
                    aria-expanded={whole}
                    className="-ms-3 underline underline-offset-2"
                    onClick={() => setWhole(!whole)}
                >
                    {whole ? 'Show less' : 'Show more'}
                    <span className="sr-only"> of {of}</span>
                </Button>
            ) : null}
        </div>
    );
}
