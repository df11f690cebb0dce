import { memo } from 'react';
import { Notice } from '@/ui/Notice';
import type { ComponentStatus } from './contract';
import { isComponentName } from './names';
import { PartBoundary } from './PartBoundary';
import { parts } from './parts';

/**
 * A component of the chat by its name. Nothing that comes from the server breaks the page: arguments that do not fit, a name
 * that is not known and code that cannot be fetched are said quietly in its place.
 */
export const RichComponent = memo(function RichComponent({
    name,
    arguments: given,
    status = 'answered',
    reply,
    answer = nothing,
}: {
    /** As on the server, with or without `its:render_`. */
    name: string;
    /** As they came; they are checked here. */
    arguments: unknown;
    /** Components that are only looked at need none. */
    status?: ComponentStatus;
    reply?: unknown;
    /** Called with the reply object of the component. */
    answer?: (reply: unknown) => void;
}) {
    const known = name.replace(/^its[:_]render_/, '');
    if (!isComponentName(known)) {
        return <Notice kind="warn">This part of the conversation needs a newer page. Please reload.</Notice>;
    }
    const Part = parts[known];
    return (
        <PartBoundary>
            <Part arguments={given} status={status} reply={reply} answer={answer} />
        </PartBoundary>
    );
});

function nothing() {}
