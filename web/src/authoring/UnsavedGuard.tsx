import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Button } from '@/ui/Button';
import { Modal } from '@/ui/Modal';

/** Asks before somebody leaves a form that has changes in it: by a link, the back button, or with the whole page. */
export function UnsavedGuard({ unsaved }: { unsaved: () => boolean }) {
    const blocker = useBlocker(
        ({ currentLocation, nextLocation }) => unsaved() && currentLocation.pathname !== nextLocation.pathname,
    );
    useEffect(() => {
        const ask = (event: BeforeUnloadEvent) => {
            if (unsaved()) {
                event.preventDefault();
            }
        };
        window.addEventListener('beforeunload', ask);
        return () => window.removeEventListener('beforeunload', ask);
    }, [unsaved]);
    return (
        <Modal
            open={blocker.state === 'blocked'}
            onClose={() => blocker.reset?.()}
            title="Leave without saving?"
            description="What you have changed here would be lost."
        >
            <div className="mt-5 flex flex-wrap gap-3">
                <Button kind="primary" onClick={() => blocker.reset?.()}>
                    Stay
                </Button>
                <Button kind="danger" onClick={() => blocker.proceed?.()}>
                    Leave without saving
                </Button>
            </div>
        </Modal>
    );
}
