import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';

const PATIENCE_MS = 1500;

/** Says quietly that the line is down; not at once, because most lines are back before anybody has noticed. */
export function AwayNotice() {
    const [shown, setShown] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => setShown(true), PATIENCE_MS);
        return () => clearTimeout(timer);
    }, []);
    return (
        <div role="status" className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center px-4">
            {shown ? (
                <p className="flex items-center gap-2 rounded-full border border-line bg-surface px-4 py-2 text-sm text-quiet shadow-card">
                    <CloudOff aria-hidden className="size-4 shrink-0" />
                    Connecting again. What you write is kept.
                </p>
            ) : null}
        </div>
    );
}
