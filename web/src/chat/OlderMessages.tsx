import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '@/ui/Button';
import type { ConversationView } from './Conversation';

/** Loads what is older when its place at the top comes near, and leaves what the person reads where it is. */
export function OlderMessages({
    before,
    load,
    scroller,
}: {
    before: ConversationView['before'];
    load: () => Promise<void>;
    scroller: RefObject<HTMLElement | null>;
}) {
    const top = useRef<HTMLDivElement>(null);
    const reading = useRef<{ element: Element; top: number }>(undefined);

    // Where what is read stood before the older lines came.
    useLayoutEffect(() => {
        const { current: read } = reading;
        const box = scroller.current;
        if (read && box && read.element.isConnected) {
            box.scrollBy({ top: read.element.getBoundingClientRect().top - read.top });
        }
        reading.current = undefined;
    }, [before, scroller]);

    useEffect(() => {
        const mark = top.current;
        if (!mark || (before !== 'unknown' && before !== 'more')) {
            return;
        }
        const near = new IntersectionObserver(
            (entries) => {
                if (entries.some((each) => each.isIntersecting)) {
                    void load();
                }
            },
            { root: scroller.current, rootMargin: '600px 0px 0px 0px' },
        );
        near.observe(mark);
        return () => near.disconnect();
    }, [before, load, scroller]);

    // Taken while the old layout still stands: what is drawn next may have more above it.
    useEffect(() => {
        const box = scroller.current;
        if (before === 'loading' && box) {
            const edge = box.getBoundingClientRect().top;
            const take = () => {
                const element = [...box.querySelectorAll('[data-message]')].find(
                    (each) => each.getBoundingClientRect().bottom > edge,
                );
                reading.current = element && { element, top: element.getBoundingClientRect().top };
            };
            take();
            box.addEventListener('scroll', take, { passive: true });
            return () => box.removeEventListener('scroll', take);
        }
    }, [before, scroller]);

    return (
        <div ref={top} className="flex min-h-px justify-center">
            {before === 'loading' ? <p className="py-2 text-sm text-quiet">Loading earlier messages</p> : null}
            {before === 'failed' ? (
                <Button size="small" onClick={() => void load()}>
                    Load earlier messages
                </Button>
            ) : null}
        </div>
    );
}
