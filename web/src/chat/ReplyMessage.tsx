import { lazy, Suspense } from 'react';
import type { ReplyRow } from './rows';

const Markdown = lazy(async () => ({ default: (await import('@/markdown/Markdown')).Markdown }));

/** What the tutor has said, or is saying. */
export function ReplyMessage({ row }: { row: ReplyRow }) {
    return (
        <div className="min-w-0" aria-busy={row.streaming || undefined}>
            <span className="sr-only">The tutor said: </span>
            {/* The words are there before what makes them pretty. */}
            <Suspense
                fallback={
                    <p dir="auto" className="whitespace-pre-wrap">
                        {row.text}
                    </p>
                }
            >
                <Markdown text={row.text} streaming={row.streaming} />
            </Suspense>
            {row.stopped ? <p className="mt-1 text-sm text-quiet">You stopped the tutor here.</p> : null}
        </div>
    );
}
