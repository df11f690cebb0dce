/** Room that is left above what is read, in pixels. */
const ABOVE_PX = 16;

/**
 * Where a reader is taken while a reply grows: along with its end, but only until its beginning has come to the top of the
 * view. A reply that is longer than the view is read from its beginning, not from its end.
 *
 * @param content height of all there is, in pixels
 * @param view height of what is seen of it, in pixels
 * @param begins where the newest exchange begins in it, in pixels from the top; undefined when there is none
 * @returns the distance to scroll to, in pixels from the top
 */
export function placeToFollow(content: number, view: number, begins: number | undefined): number {
    const end = Math.max(0, content - view);
    return begins === undefined ? end : Math.min(end, Math.max(0, begins - ABOVE_PX));
}

/** What the lines of a conversation are, in their order. */
type Kind = 'said' | 'reply' | 'component';

/**
 * Which line the newest exchange begins with: what the person said last, or, where the tutor has spoken since of their own
 * accord or after an answer to a component, the first line of that.
 */
export function beginning(kinds: readonly Kind[]): number | undefined {
    let at = kinds.findLastIndex((kind) => kind !== 'component');
    if (at < 0) {
        return undefined;
    }
    while (at > 0 && kinds[at] === 'reply' && kinds[at - 1] !== 'component') {
        at--;
    }
    return at;
}
