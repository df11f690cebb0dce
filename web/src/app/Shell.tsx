import { Menu, Plus, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Suspense, useState } from 'react';
import { Link, Outlet } from 'react-router';
import { ExpiredLogin } from '@/account/ExpiredLogin';
import { Button } from '@/ui/Button';
import { ButtonLink } from '@/ui/ButtonLink';
import { Navigation } from './Navigation';
import { ViewLoading } from './ViewLoading';

/** What stands around every view: the navigation, at the side of a wide window and behind a button on a narrow one. */
export function Shell() {
    return (
        <div className="flex h-dvh flex-col lg:flex-row">
            <a
                href="#main"
                className="sr-only focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50 focus:rounded-xl focus:bg-surface focus:px-4 focus:py-3 focus:shadow-card"
            >
                Skip to the content
            </a>
            <aside aria-label="Navigation" className="hidden w-72 shrink-0 border-e border-line bg-surface lg:block">
                <Navigation />
            </aside>
            <header className="flex shrink-0 items-center gap-1 border-b border-line bg-surface px-2 py-1 lg:hidden">
                <Drawer />
                <Link to="/" className="flex min-h-11 flex-1 items-center gap-2 font-semibold">
                    <img src="/icon.svg" alt="" className="size-6" />
                    Chiron
                </Link>
                <ButtonLink to="/chat/new" kind="quiet" size="icon" aria-label="New chat">
                    <Plus aria-hidden className="size-5" />
                </ButtonLink>
            </header>
            <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-y-auto outline-none">
                <Suspense fallback={<ViewLoading />}>
                    <Outlet />
                </Suspense>
            </main>
            <ExpiredLogin />
        </div>
    );
}

function Drawer() {
    const [open, setOpen] = useState(false);
    return (
        <Dialog.Root open={open} onOpenChange={setOpen}>
            <Dialog.Trigger asChild>
                <Button kind="quiet" size="icon" aria-label="Menu">
                    <Menu aria-hidden className="size-5" />
                </Button>
            </Dialog.Trigger>
            <Dialog.Portal>
                <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 lg:hidden" />
                <Dialog.Content
                    aria-describedby={undefined}
                    className="fixed inset-y-0 start-0 z-50 w-80 max-w-[calc(100vw-2.5rem)] border-e border-line bg-surface lg:hidden"
                >
                    <Dialog.Title className="sr-only">Menu</Dialog.Title>
                    <Navigation onChoose={() => setOpen(false)} />
                    <Dialog.Close asChild>
                        <Button kind="quiet" size="icon" aria-label="Close" className="absolute end-2 top-3">
                            <X aria-hidden className="size-5" />
                        </Button>
                    </Dialog.Close>
                </Dialog.Content>
            </Dialog.Portal>
        </Dialog.Root>
    );
}
