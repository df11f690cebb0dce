import { useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { Card } from '@/ui/Card';
import { Notice } from '@/ui/Notice';
import { ViewHeading } from '@/ui/ViewHeading';
import { DeleteAccount } from './DeleteAccount';
import { downloadOwnData } from './ownData';
import { useAccount } from './useAccount';

/** What the tutor holds of a person, for them to take with them or to end. */
export function YourDataPage() {
    const { user } = useAccount();
    return (
        <div className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-8 sm:px-6">
            <div className="flex flex-col gap-1">
                <ViewHeading title="Your data">Your data</ViewHeading>
                <p className="text-quiet">You are logged in as {user?.email}.</p>
            </div>
            <Download />
            <Card className="flex flex-col items-start gap-3 p-5">
                <h2 className="text-lg font-semibold">Delete your account</h2>
                <p>
                    Your conversations, your answers and your progress are deleted with it. Nobody can bring them back.
                </p>
                <DeleteAccount />
            </Card>
        </div>
    );
}

function Download() {
    const [state, setState] = useState<'idle' | 'busy' | 'done' | ApiError>('idle');
    const busy = state === 'busy';
    const go = async () => {
        if (busy) {
            return;
        }
        setState('busy');
        try {
            await downloadOwnData();
            setState('done');
        } catch (thrown) {
            setState(ApiError.from(thrown));
        }
    };
    return (
        <Card className="flex flex-col items-start gap-3 p-5">
            <h2 className="text-lg font-semibold">Take it with you</h2>
            <p>
                One file with everything that is stored about you: what you wrote, what you were told, and how you did.
            </p>
            {state instanceof ApiError ? <Notice kind="bad">{state.message}</Notice> : null}
            {state === 'done' ? <Notice kind="good">The file is with your downloads.</Notice> : null}
            <Button aria-disabled={busy} onClick={() => void go()}>
                {busy ? 'Getting your data…' : 'Download my data'}
            </Button>
        </Card>
    );
}
