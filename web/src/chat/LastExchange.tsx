import { Pencil, RotateCw } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { TextArea } from '@/ui/Field';
import { Problem } from '@/ui/Problem';
import { LONGEST } from './Composer';
import type { SaidRow } from './rows';

/** What can be done with what was said last: have it answered once more, or say it in other words. */
export function LastExchange({
    said,
    answered,
    reason,
    askAgain,
}: {
    said: SaidRow;
    /** Whether the tutor has replied to it. */
    answered: boolean;
    /** Why not, if that is known. */
    reason?: string;
    askAgain: (id: string, text?: string) => Promise<void>;
}) {
    const [edited, setEdited] = useState<string>();
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<ApiError>();

    async function ask(text?: string) {
        if (busy) {
            return;
        }
        setBusy(true);
        setProblem(undefined);
        try {
            await askAgain(said.id, text);
            setEdited(undefined);
        } catch (thrown) {
            setProblem(ApiError.from(thrown));
        }
        setBusy(false);
    }

    if (edited !== undefined) {
        return (
            <form
                className="flex flex-col gap-2"
                onSubmit={(event: FormEvent) => {
                    event.preventDefault();
                    if (edited.trim() !== '') {
                        void ask(edited);
                    }
                }}
            >
                <TextArea
                    label="Say it in other words"
                    dir="auto"
                    maxLength={LONGEST}
                    // Whoever asked for it wants to type.
                    // eslint-disable-next-line jsx-a11y/no-autofocus
                    autoFocus
                    value={edited}
                    onChange={(event) => setEdited(event.target.value)}
                />
                <div className="flex flex-wrap gap-2">
                    <Button type="submit" kind="primary" size="small" aria-disabled={busy}>
                        Ask
                    </Button>
                    <Button kind="quiet" size="small" onClick={() => setEdited(undefined)}>
                        Leave it as it was
                    </Button>
                </div>
                {problem ? <Problem error={problem} /> : null}
            </form>
        );
    }
    return (
        <div className="flex flex-col gap-2">
            {answered ? null : (
                <p role="status" className="rounded-xl bg-warn-soft px-4 py-3 text-sm text-warn">
                    {reason ?? 'This has no answer yet.'}
                </p>
            )}
            <div className={answered ? '-ms-3 flex flex-wrap gap-1' : 'flex flex-wrap gap-1'}>
                <Button
                    kind={answered ? 'quiet' : 'secondary'}
                    size="small"
                    aria-disabled={busy}
                    onClick={() => void ask()}
                >
                    <RotateCw aria-hidden className="size-4" />
                    {answered ? 'Another answer' : 'Ask again'}
                </Button>
                <Button kind="quiet" size="small" onClick={() => setEdited(said.text)}>
                    <Pencil aria-hidden className="size-4" />
                    Edit
                </Button>
            </div>
            {problem ? <Problem error={problem} /> : null}
        </div>
    );
}
