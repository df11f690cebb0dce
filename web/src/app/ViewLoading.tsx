import { Loading } from '@/ui/Loading';
import { Skeleton } from '@/ui/Skeleton';

/** Stands for a view whose code is on its way. */
export function ViewLoading() {
    return (
        <Loading what="the page" className="mx-auto flex max-w-3xl flex-col gap-4 px-4 py-8 sm:px-6">
            <Skeleton className="h-8 w-48" />
            <Skeleton className="h-32" />
            <Skeleton className="h-32" />
        </Loading>
    );
}
