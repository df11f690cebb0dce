import { NavLink } from 'react-router';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { Loading } from '@/ui/Loading';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { useSessions } from './useSessions';

/** The conversations so far, newest first. */
export function SessionList({ onChoose }: { onChoose?: () => void }) {
    const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useSessions();
    if (isPending) {
        return (
            <Loading what="your conversations" className="flex flex-col gap-2 p-2">
                <Skeleton className="h-8" />
                <Skeleton className="h-8" />
                <Skeleton className="h-8" />
            </Loading>
        );
    }
    if (!data) {
        return <Problem className="m-2" error={error} retry={() => void refetch()} />;
    }
    const sessions = data.pages.flatMap((page) => page.sessions);
    if (sessions.length === 0) {
        return <p className="px-3 py-2 text-sm text-quiet">Your conversations will be here.</p>;
    }
    return (
        <>
            <ul className="flex flex-col gap-0.5">
                {sessions.map(({ session_id: id, title }) => (
                    <li key={id}>
                        <NavLink
                            to={`/chat/${id}`}
                            onClick={onChoose}
                            className={({ isActive }) =>
                                classes(
                                    'flex min-h-11 items-center rounded-lg px-3 text-sm lg:min-h-9',
                                    isActive ? 'bg-accent-soft font-medium text-accent-ink' : 'hover:bg-sunken',
                                )
                            }
                        >
                            <span dir="auto" title={title ?? undefined} className="truncate">
                                {title ?? 'New conversation'}
                            </span>
                        </NavLink>
                    </li>
                ))}
            </ul>
            {hasNextPage ? (
                <Button
                    kind="quiet"
                    size="small"
                    className="mt-1 w-full"
                    aria-disabled={isFetchingNextPage}
                    onClick={() => void fetchNextPage()}
                >
                    {isFetchingNextPage ? 'Loading…' : 'Earlier conversations'}
                </Button>
            ) : null}
        </>
    );
}
