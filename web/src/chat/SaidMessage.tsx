import { Clock, RotateCw } from 'lucide-react';
import { Button } from '@/ui/Button';
import type { SaidRow } from './rows';

/** What a person has said, and how far it has got. */
export function SaidMessage({
    row,
    sayAgain,
    takeBack,
}: {
    row: SaidRow;
    sayAgain: (id: string) => void;
    takeBack: (id: string) => void;
}) {
    const { problem } = row;
    return (
        <div className="flex flex-col items-end gap-1 ps-8 sm:ps-16">
            <p
                dir="auto"
                className="max-w-full rounded-2xl rounded-ee-md bg-accent-soft px-4 py-2.5 whitespace-pre-wrap text-ink"
            >
                <span className="sr-only">You said: </span>
                {row.text}
            </p>
            {row.status === 'sending' ? (
                <p className="flex items-center gap-1 text-xs text-quiet">
                    <Clock aria-hidden className="size-3" />
                    Sending
                </p>
            ) : null}
            {row.status === 'failed' ? (
                <div role="alert" className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-sm text-bad">
                    <p className="text-end">
                        Not sent. {problem?.message}
                        {problem?.retryAfter ? ` It can be sent in ${problem.retryAfter} seconds.` : null}
                    </p>
                    <div className="flex gap-2">
                        <Button size="small" onClick={() => sayAgain(row.id)}>
                            <RotateCw aria-hidden className="size-4" />
                            Try again
                        </Button>
                        <Button size="small" kind="quiet" onClick={() => takeBack(row.id)}>
                            Take back
                        </Button>
                    </div>
                </div>
            ) : null}
        </div>
    );
}
