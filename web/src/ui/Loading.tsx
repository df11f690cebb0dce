import type { ReactNode } from 'react';

/** Around the skeletons of what is being loaded: says once that it is, to those who do not see them. */
export function Loading({ what, children, className }: { what: string; children: ReactNode; className?: string }) {
    return (
        <div role="status" className={className}>
            <span className="sr-only">Loading {what}</span>
            {children}
        </div>
    );
}
