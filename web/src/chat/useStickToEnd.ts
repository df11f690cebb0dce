import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer than this to the end is at the end. */
const NEAR_PX = 32;
/** What stays free above the beginning of a long reply. */
const MARGIN_PX = 12;

/**
 * Keeps a scroller at its end while its content grows, as long as the person is there; whoever scrolls up is left in peace.
 * A reply that is longer than the window stops at its beginning, so that it can be read from there.
 *
 * @param what is shown: another one begins at its end, and nothing at its top
 * @param reply the `data-message` of the reply that came while the person was looking
 */
export function useStickToEnd(
    scroller: RefObject<HTMLElement | null>,
    content: RefObject<HTMLElement | null>,
    what: string | undefined,
    reply: string | undefined,
): { atEnd: boolean; toEnd: () => void } {
    const sticks = useRef(true);
    const reading = useRef<string>(undefined);
    const [atEnd, setAtEnd] = useState(true);

    useLayoutEffect(() => {
        sticks.current = what !== undefined;
        if (sticks.current) {
            scrollToEnd(scroller.current);
        }
    }, [scroller, what]);

    useEffect(() => {
        reading.current = reply;
    }, [reply]);

    useEffect(() => {
        const box = scroller.current;
        if (!box || !content.current) {
            return;
        }
        let top = box.scrollTop;
        const left = () => box.scrollHeight - box.clientHeight - box.scrollTop;
        const scrolled = () => {
            if (left() < NEAR_PX && box.scrollTop >= top) {
                sticks.current = true;
                // Who has gone on past the beginning of a long reply follows it.
                if (box.scrollTop > beginning(box, reading.current) + 1) {
                    reading.current = undefined;
                }
            } else if (box.scrollTop < top && left() > 2) {
                sticks.current = false;
            }
            top = box.scrollTop;
            setAtEnd(left() < NEAR_PX);
        };
        const grown = new ResizeObserver(() => {
            if (sticks.current) {
                const end = box.scrollHeight - box.clientHeight;
                const target = Math.min(end, Math.max(beginning(box, reading.current), box.scrollTop));
                if (target !== box.scrollTop) {
                    box.scrollTo({ top: target });
                }
            }
            setAtEnd(left() < NEAR_PX);
        });
        grown.observe(content.current);
        grown.observe(box);
        box.addEventListener('scroll', scrolled, { passive: true });
        return () => {
            grown.disconnect();
            box.removeEventListener('scroll', scrolled);
        };
    }, [scroller, content]);

    return {
        atEnd,
        // The scroll event that follows tells that one is there.
        toEnd: () => {
            sticks.current = true;
            reading.current = undefined;
            scrollToEnd(scroller.current);
        },
    };
}

/** How far may be scrolled without passing the beginning of the reply; any distance when there is none. */
function beginning(box: HTMLElement, reply: string | undefined): number {
    const element = reply === undefined ? null : box.querySelector(`[data-message="${CSS.escape(reply)}"]`);
    return element
        ? box.scrollTop + element.getBoundingClientRect().top - box.getBoundingClientRect().top - MARGIN_PX
        : Number.POSITIVE_INFINITY;
}

function scrollToEnd(box: HTMLElement | null): void {
    box?.scrollTo({ top: box.scrollHeight });
}
