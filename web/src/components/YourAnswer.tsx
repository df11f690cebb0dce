import type { ReactNode } from 'react';

/** The learner's own answer, told back. */
export function YourAnswer({ children }: { children: ReactNode }) {
    if (!children || (Array.isArray(children) && children.every((each) => !each))) {
        return 'Answered.';
    }
    return (
        <>
            Your answer: <bdi className="font-medium break-words whitespace-pre-wrap text-ink">{children}</bdi>
        </>
    );
}
