import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { beginning, placeToFollow } from './follow';

/** Nearer than this to the end is at the end. */
const NEAR_PX = 32;

const LINE = '[data-kind]';

/**
 * Takes a reader along while a conversation grows, as far as {@link placeToFollow} says, if they are at its end; whoever
 * scrolls up is left in peace, and whoever goes on to the end of a long reply is kept there.
 *
 * @param what is shown: another one begins at its end, or with what is just being said in it
 * @param speaks whether the tutor is speaking when it is opened
 */
export function useFollow(
    scroller: RefObject<HTMLElement | null>,
    content: RefObject<HTMLElement | null>,
    what: string,
    speaks: boolean,
): { atEnd: boolean; toEnd: () => void; goOn: () => void } {
    const follows = useRef(true);
    const [atEnd, setAtEnd] = useState(true);

    const speaking = useRef(speaks);
    useLayoutEffect(() => {
        speaking.current = speaks;
    }, [speaks]);

    useLayoutEffect(() => {
        const box = scroller.current;
        if (!box || !content.current) {
            return;
        }
        const lines = content.current;
        follows.current = true;
        // What was there when the conversation was opened is shown from its end, and so is what the reader has gone to the
        // end of; but the very first thing that is said in a conversation is read from its beginning.
        const first = begins(lines);
        let seen = speaking.current || first === lines.querySelector(LINE) ? undefined : first;
        let taken = 0;
        const leftBelow = () => box.scrollHeight - box.clientHeight - box.scrollTop;
        const scrolled = () => {
            // Where the page has taken the reader itself is not where they went.
            if (Math.abs(box.scrollTop - taken) > 1) {
                follows.current = leftBelow() < NEAR_PX;
                seen = follows.current ? begins(lines) : seen;
            }
            taken = box.scrollTop;
            setAtEnd(leftBelow() < NEAR_PX);
        };
        const follow = () => {
            if (follows.current) {
                const newest = begins(lines);
                const top =
                    newest && newest !== seen
                        ? newest.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop
                        : undefined;
                taken = placeToFollow(box.scrollHeight, box.clientHeight, top);
                box.scrollTo({ top: taken });
                taken = box.scrollTop;
            }
            setAtEnd(leftBelow() < NEAR_PX);
        };
        follow();
        const grown = new ResizeObserver(follow);
        grown.observe(lines);
        grown.observe(box);
        box.addEventListener('scroll', scrolled, { passive: true });
        return () => {
            grown.disconnect();
            box.removeEventListener('scroll', scrolled);
        };
    }, [scroller, content, what]);

    // The scroll event that follows tells that one is there.
    const toEnd = () => {
        follows.current = true;
        scrollToEnd(scroller.current);
    };
    // Whoever has answered wants to see what comes of it.
    const goOn = useCallback(() => {
        follows.current = true;
    }, []);
    return { atEnd, toEnd, goOn };
}

function begins(lines: HTMLElement): Element | undefined {
    const all = [...lines.querySelectorAll<HTMLElement>(LINE)];
    const at = beginning(
        all.map(({ dataset }) => (dataset.kind === 'said' || dataset.kind === 'reply' ? dataset.kind : 'component')),
    );
    return at === undefined ? undefined : all[at];
}

function scrollToEnd(box: HTMLElement | null): void {
    box?.scrollTo({ top: box.scrollHeight });
}
