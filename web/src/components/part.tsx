import { type ComponentType, createElement, useMemo } from 'react';
import type { z } from 'zod/v4';
import { Button } from '@/ui/Button';
import { Deferred, useDeferred } from '@/ui/deferred';
import { Notice } from '@/ui/Notice';
import type { ComponentProps, ComponentStatus } from './contract';

/** A component of the chat before anything about it has been checked. */
export interface Unchecked {
    arguments: unknown;
    status: ComponentStatus;
    reply?: unknown;
    answer: (reply: unknown) => void;
}

/** Shows the component if its arguments fit, and says quietly that it cannot be shown if not. */
export function part<Arguments, Reply>(
    schema: { arguments: z.ZodType<Arguments>; reply?: z.ZodType<Reply> },
    shown: ComponentType<ComponentProps<Arguments, Reply>>,
): ComponentType<Unchecked> {
    return function Part({ arguments: given, status, reply, answer }: Unchecked) {
        const checked = useMemo(() => schema.arguments.safeParse(given), [given]);
        const answered = useMemo(() => schema.reply?.safeParse(reply).data, [reply]);
        if (checked.success) {
            return createElement(shown, { arguments: checked.data, status, reply: answered, answer });
        }
        // While a turn is being said, its arguments may not be complete.
        return status === 'waiting' ? (
            <Coming />
        ) : (
            <Notice kind="warn">This part of the conversation cannot be shown here.</Notice>
        );
    };
}

/** A component whose code is fetched when it is first shown. */
export function fetched<Props extends object>(
    load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
    const deferred = new Deferred(load);
    return function Fetched(props: Props) {
        const { value, failed, retry } = useDeferred(deferred);
        if (value) {
            return createElement(value.default, props);
        }
        return failed ? (
            <Notice kind="warn" className="flex flex-wrap items-center justify-between gap-2">
                <span>This part could not be loaded. Is the network there?</span>
                <Button size="small" onClick={retry}>
                    Try again
                </Button>
            </Notice>
        ) : (
            <Coming />
        );
    };
}

function Coming() {
    return (
        <div
            role="status"
            className="flex min-h-40 items-center justify-center rounded-card border border-line bg-surface"
        >
            <span className="text-sm text-quiet">One moment…</span>
        </div>
    );
}
