import { useEffect, useSyncExternalStore } from 'react';

interface Progress<Value> {
    value?: Value;
    failed: boolean;
}

/** Something large that is fetched when it is first wanted, once for the whole page. */
export class Deferred<Value> {
    private progress: Progress<Value> = { failed: false };
    private underWay = false;
    private readonly listeners = new Set<() => void>();

    constructor(private readonly load: () => Promise<Value>) {}

    readonly current = () => this.progress;

    readonly subscribe = (listener: () => void) => {
        this.listeners.add(listener);
        return () => {
            this.listeners.delete(listener);
        };
    };

    /** Begins to fetch it, unless it is there or on its way. After a failure it is tried again. */
    readonly want = () => {
        if (this.underWay || this.progress.value !== undefined) {
            return;
        }
        this.underWay = true;
        this.load().then(
            (value) => this.become({ value, failed: false }),
            () => this.become({ failed: true }),
        );
        if (this.progress.failed) {
            this.tell({ failed: false });
        }
    };

    private become(progress: Progress<Value>) {
        this.underWay = false;
        this.tell(progress);
    }

    private tell(progress: Progress<Value>) {
        this.progress = progress;
        this.listeners.forEach((listener) => listener());
    }
}

/** The value once it is there, and whether it could not be fetched; nothing is fetched before it is wanted. */
export function useDeferred<Value>(deferred: Deferred<Value>, wanted = true) {
    const { value, failed } = useSyncExternalStore(deferred.subscribe, deferred.current);
    useEffect(() => {
        if (wanted) {
            deferred.want();
        }
    }, [deferred, wanted]);
    return { value, failed, retry: deferred.want };
}
