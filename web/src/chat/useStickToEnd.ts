import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer than this to the end is at the end. */
const NEAR_PX = 32;

/**
 * Keeps a scroller at its end while its content grows, as long as the person is there; whoever scrolls up is left in peace.
 *
 * @param what is shown: another one begins at its end
 */
export function useStickToEnd(
    scroller: RefObject<HTMLElement | null>,
    content: RefObject<HTMLElement | null>,
    what: string,
): { atEnd: boolean; toEnd: () => void } {
    const sticks = useRef(true);
    const [atEnd, setAtEnd] = useState(true);

    useLayoutEffect(() => {
        sticks.current = true;
        scrollToEnd(scroller.current);
    }, [scroller, what]);

    useEffect(() => {
        const box = scroller.current;
        if (!box || !content.current) {
            return;
        }
        let top = box.scrollTop;
        const scrolled = () => {
            const left = box.scrollHeight - box.clientHeight - box.scrollTop;
            if (left < NEAR_PX && !(box.scrollTop < top && left > 2)) {
                sticks.current = true;
            } else if (box.scrollTop < top) {
                sticks.current = false;
            }
            top = box.scrollTop;
            setAtEnd(sticks.current || left < NEAR_PX);
        };
        const grown = new ResizeObserver(() => {
            if (sticks.current) {
                box.scrollTop = box.scrollHeight;
            }
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
            scrollToEnd(scroller.current);
        },
    };
}

function scrollToEnd(box: HTMLElement | null): void {
    box?.scrollTo({ top: box.scrollHeight });
}
