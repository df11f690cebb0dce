import { isInterruptExpired } from '@ag-ui/client';
import { useEffect, useId, useState } from 'react';
import { z } from 'zod';
import type { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Problem } from '@/ui/Problem';
import type { Question } from './rows';

const YesOrNo = z.object({ properties: z.record(z.object({ type: z.literal('boolean') })) });

/** The member of the answer that is a yes or a no, if that is what the question asks for. */
function yesOrNo(schema: unknown): string | undefined {
    const read = YesOrNo.safeParse(schema);
    const names = read.success ? Object.keys(read.data.properties) : [];
    return names.length === 1 ? names[0] : undefined;
}

/** Asks before the tutor does something that cannot be taken for granted. */
export function QuestionCard({
    question,
    problem,
    decide,
}: {
    question: Question;
    problem?: ApiError;
    decide: (id: string, payload?: unknown) => Promise<void>;
}) {
    const id = useId();
    const expired = useExpired(question);
    const [busy, setBusy] = useState(false);
    const member = yesOrNo(question.responseSchema);

    async function answer(payload?: unknown) {
        if (!busy) {
            setBusy(true);
            await decide(question.id, payload);
            setBusy(false);
        }
    }

    return (
        <Card role="group" aria-labelledby={id} className="flex flex-col gap-3">
            <p id={id} dir="auto" className="font-medium">
                {question.message ?? 'The tutor asks for your decision.'}
            </p>
            {expired ? <p className="text-sm text-quiet">This question has run out. Nothing was changed.</p> : null}
            <div className="flex flex-wrap gap-2">
                {expired || member === undefined ? (
                    <Button aria-disabled={busy} onClick={() => void answer()}>
                        Leave it
                    </Button>
                ) : (
                    <>
                        <Button kind="primary" aria-disabled={busy} onClick={() => void answer({ [member]: true })}>
                            Yes
                        </Button>
                        <Button aria-disabled={busy} onClick={() => void answer({ [member]: false })}>
                            No
                        </Button>
                    </>
                )}
            </div>
            {question.expiresAt && !expired ? (
                <p className="text-sm text-quiet">You can answer until {moment(question.expiresAt)}.</p>
            ) : null}
            {problem ? <Problem error={problem} /> : null}
        </Card>
    );
}

function moment(time: string): string {
    const at = new Date(time);
    const today = at.toDateString() === new Date().toDateString();
    return at.toLocaleString(
        undefined,
        today ? { hour: '2-digit', minute: '2-digit' } : { dateStyle: 'medium', timeStyle: 'short' },
    );
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether the time for an answer is over; true at that moment, without anybody asking. */
function useExpired(question: Question): boolean {
    const [over, setOver] = useState(() => isInterruptExpired(question));
    useEffect(() => {
        if (!question.expiresAt) {
            return;
        }
        const left = Math.min(Math.max(Date.parse(question.expiresAt) - Date.now(), 0), LONGEST_TIMER_MS);
        const timer = setTimeout(() => setOver(isInterruptExpired(question)), left);
        return () => clearTimeout(timer);
    }, [question]);
    return over;
}
