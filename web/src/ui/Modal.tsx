import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';

/** A dialog over the page. Without `onClose` it stays until what it asks for is done. */
export function Modal({
    open,
    onClose,
    title,
    description,
    children,
    className,
}: {
    open: boolean;
    onClose?: () => void;
    title: ReactNode;
    description?: ReactNode;
    children: ReactNode;
    className?: string;
}) {
    return (
        <Dialog.Root open={open} onOpenChange={(now) => (now ? undefined : onClose?.())}>
            <Dialog.Portal>
                <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45" />
                <Dialog.Content
                    aria-describedby={description ? undefined : ''}
                    className={classes(
                        'fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[calc(100dvh-2rem)] max-w-md -translate-y-1/2 overflow-y-auto rounded-card border border-line bg-surface p-5 shadow-card sm:p-6',
                        className,
                    )}
                >
                    <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
                    {description ? (
                        <Dialog.Description className="mt-1 text-sm text-quiet">{description}</Dialog.Description>
                    ) : null}
                    {children}
                </Dialog.Content>
            </Dialog.Portal>
        </Dialog.Root>
    );
}
