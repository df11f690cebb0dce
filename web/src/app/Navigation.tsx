import { GraduationCap, LogOut, PenLine, Plus } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { useAccount } from '@/account/useAccount';
import { SessionList } from '@/chat/SessionList';
import { Button } from '@/ui/Button';
import { ButtonLink } from '@/ui/ButtonLink';
import { classes } from '@/ui/classes';
import { ThemeChoice } from './ThemeChoice';

/** Everywhere one can go: a new chat, the tracks, the conversations so far; and the account. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
    const { user, logOut } = useAccount();
    return (
        <div className="flex h-full min-h-0 flex-col gap-2 p-3">
            <Link to="/" onClick={onChoose} className="flex min-h-11 items-center gap-2.5 px-2 text-lg font-semibold">
                <img src="/icon.svg" alt="" className="size-7" />
                Chiron
            </Link>
            <ButtonLink to="/chat/new" kind="primary" onClick={onChoose} className="shrink-0">
                <Plus aria-hidden className="size-5" />
                New chat
            </ButtonLink>
            <nav aria-label="Main" className="shrink-0">
                <ul>
                    <li>
                        <PlaceLink to="/tracks" Icon={GraduationCap} onChoose={onChoose}>
                            Tracks
                        </PlaceLink>
                    </li>
                    {user?.role === 'teacher' ? (
                        <li>
                            <PlaceLink to="/teach" Icon={PenLine} onChoose={onChoose}>
                                Teach
                            </PlaceLink>
                        </li>
                    ) : null}
                </ul>
            </nav>
            <nav aria-label="Conversations" className="min-h-24 flex-1 overflow-y-auto p-0.5">
                <h2 className="px-3 py-1 text-sm font-medium text-quiet">Conversations</h2>
                <SessionList onChoose={onChoose} />
            </nav>
            <div className="flex shrink-0 items-center gap-1 border-t border-line pt-2">
                <Link
                    to="/account"
                    onClick={onChoose}
                    title={`${user?.email}: your data`}
                    className="flex min-h-11 min-w-0 flex-1 items-center rounded-lg px-2 text-sm text-quiet hover:bg-sunken hover:text-ink"
                >
                    <span className="truncate">{user?.email}</span>
                    <span className="sr-only">: your data</span>
                </Link>
                <ThemeChoice />
                <Button kind="quiet" size="icon" aria-label="Log out" title="Log out" onClick={logOut}>
                    <LogOut aria-hidden className="size-5" />
                </Button>
            </div>
        </div>
    );
}

function PlaceLink({
    to,
    Icon,
    children,
    onChoose,
}: {
    to: string;
    Icon: typeof Plus;
    children: string;
    onChoose?: () => void;
}) {
    return (
        <NavLink
            to={to}
            onClick={onChoose}
            className={({ isActive }) =>
                classes(
                    'flex min-h-11 items-center gap-3 rounded-lg px-3',
                    isActive ? 'bg-accent-soft font-medium text-accent-ink' : 'hover:bg-sunken',
                )
            }
        >
            <Icon aria-hidden className="size-5" />
            {children}
        </NavLink>
    );
}
