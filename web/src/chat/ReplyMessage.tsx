import { Markdown } from '@/markdown/Markdown';
import type { ReplyRow } from './rows';

/** What the tutor has said, or is saying. */
export function ReplyMessage({ row }: { row: ReplyRow }) {
    return (
        <div className="min-w-0" aria-busy={row.streaming || undefined}>
            <span className="sr-only">The tutor said: </span>
            <Markdown text={row.text} streaming={row.streaming} />
            {row.stopped ? <p className="mt-1 text-sm text-quiet">You stopped the tutor here.</p> : null}
        </div>
    );
}
