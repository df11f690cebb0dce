import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** One step up, at the top of a view. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
    return (
        <Link
            to={to}
            className="-ms-2 mb-2 inline-flex min-h-11 items-center gap-1 rounded-lg px-2 text-quiet hover:text-ink"
        >
            <ChevronLeft aria-hidden className="size-4 shrink-0 rtl:rotate-180" /> {children}
        </Link>
    );
}
