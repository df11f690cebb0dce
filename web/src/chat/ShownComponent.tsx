import { lazy, Suspense, useCallback } from 'react';
import { Notice } from '@/ui/Notice';
import { Skeleton } from '@/ui/Skeleton';
import type { ComponentRow } from './rows';

const RichComponent = lazy(async () => ({ default: (await import('@/components')).RichComponent }));

/** What the tutor shows, and why an answer to it was not taken. */
export function ShownComponent({ row, answer }: { row: ComponentRow; answer: (id: string, reply: unknown) => void }) {
    const { id } = row;
    const give = useCallback((reply: unknown) => answer(id, reply), [answer, id]);
    return (
        <div className="min-w-0" data-component={row.name} data-status={row.status}>
            {row.arguments === undefined ? (
                <Skeleton className="h-40" />
            ) : (
                <Suspense fallback={<Skeleton className="h-40" />}>
                    <RichComponent
                        name={row.name}
                        arguments={row.arguments}
                        status={row.status}
                        reply={row.reply}
                        answer={give}
                    />
                </Suspense>
            )}
            {row.problem ? (
                <Notice kind={row.status === 'open' ? 'bad' : 'warn'} className="mt-2">
                    {row.problem.message}{' '}
                    {row.problem.details
                        .map((each) => `${each.field.replace(/^user_input\.?/, '')} ${each.problem}.`)
                        .join(' ')}
                    {row.status === 'open' ? ' Please answer again.' : null}
                </Notice>
            ) : null}
        </div>
    );
}
