import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/ui/Button';
import { TextArea, TextField } from '@/ui/Field';
import { focusFirstProblem } from './focusFirstProblem';
import { refusalOf } from './refusal';
import { RefusalNotice } from './RefusalNotice';
import { UnsavedGuard } from './UnsavedGuard';
import { useUnsaved } from './useUnsaved';

/** What is said of a track as a whole. */
export interface TrackDetails {
    title: string;
    description: string;
}

const shown = (field: string) => field === 'title' || field === 'description';

/** Title and description of a track. */
export function TrackDetailsForm({
    initial,
    submitWord,
    save,
    onSaved,
}: {
    initial: TrackDetails;
    submitWord: string;
    save: (details: TrackDetails) => Promise<unknown>;
    /** Called once it is saved and may be left. */
    onSaved?: () => void;
}) {
    const [details, setDetails] = useState(initial);
    const [state, setState] = useState<'editing' | 'saving' | 'saved'>('editing');
    const [error, setError] = useState<unknown>();
    const form = useRef<HTMLFormElement>(null);
    const { unsaved, saved } = useUnsaved(details, initial);
    const refusal = refusalOf(error);

    useEffect(() => {
        if (error) {
            focusFirstProblem(form.current);
        }
    }, [error]);

    const change = (part: Partial<TrackDetails>) => {
        setDetails({ ...details, ...part });
        setState('editing');
    };

    const submit = async (event: FormEvent) => {
        event.preventDefault();
        if (state === 'saving') {
            return;
        }
        setState('saving');
        setError(undefined);
        try {
            await save(details);
            saved(details);
            setState('saved');
            onSaved?.();
        } catch (thrown) {
            setError(thrown);
            setState('editing');
        }
    };

    return (
        <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
            <TextField
                label="Title"
                dir="auto"
                maxLength={200}
                value={details.title}
                onChange={(event) => change({ title: event.target.value })}
                problem={refusal.of('title', 'The title')}
            />
            <TextArea
                label="Description"
                hint="What one learns here, for whom it is, and what one should know already."
                dir="auto"
                rows={5}
                maxLength={2000}
                value={details.description}
                onChange={(event) => change({ description: event.target.value })}
                problem={refusal.of('description', 'The description')}
            />
            <RefusalNotice error={error} refusal={refusal} shown={shown} />
            <div className="flex flex-wrap items-center gap-3">
                <Button type="submit" kind="primary" aria-disabled={state === 'saving'}>
                    {state === 'saving' ? 'Saving…' : submitWord}
                </Button>
                <p role="status" className="text-sm text-good">
                    {state === 'saved' ? 'Saved.' : ''}
                </p>
            </div>
            <UnsavedGuard unsaved={unsaved} />
        </form>
    );
}
