import { type ReactNode, useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { Modal } from '@/ui/Modal';
import { Notice } from '@/ui/Notice';

/** Asks before something is removed, removes it, and says why if that is not possible. */
export function RemoveDialog({
    open,
    close,
    title,
    description,
    inUse,
    remove,
}: {
    open: boolean;
    close: () => void;
    title: string;
    description: ReactNode;
    /** What to say when it is in use, and what can be done instead. */
    inUse: string;
    remove: () => Promise<unknown>;
}) {
    const [removing, setRemoving] = useState(false);
    const [error, setError] = useState<ApiError>();
    const leave = () => {
        setError(undefined);
        close();
    };
    const go = async () => {
        if (removing) {
            return;
        }
        setRemoving(true);
        setError(undefined);
        try {
            await remove();
            close();
        } catch (thrown) {
            setError(ApiError.from(thrown));
        } finally {
            setRemoving(false);
        }
    };
    return (
        <Modal open={open} onClose={leave} title={title} description={description}>
            {error ? (
                <Notice kind="bad" className="mt-4">
                    {error.code === 'in_use' ? inUse : error.message}
                </Notice>
            ) : null}
            <div className="mt-5 flex flex-wrap gap-3">
                <Button onClick={leave}>{error?.code === 'in_use' ? 'Close' : 'Keep it'}</Button>
                {error?.code === 'in_use' ? null : (
                    <Button kind="danger" aria-disabled={removing} onClick={() => void go()}>
                        {removing ? 'Removing…' : 'Remove'}
                    </Button>
                )}
            </div>
        </Modal>
    );
}
