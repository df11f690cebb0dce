import { useCallback, useEffect, useRef } from 'react';

/**
 * Whether what is being written differs from what was saved last. `saved` is told of what the server has taken, so that
 * leaving right after it asks nothing.
 */
export function useUnsaved(now: unknown, first: unknown) {
    const text = JSON.stringify(now);
    const written = useRef(text);
    const kept = useRef(JSON.stringify(first));
    useEffect(() => {
        written.current = text;
    }, [text]);
    const unsaved = useCallback(() => written.current !== kept.current, []);
    const saved = useCallback((what: unknown) => {
        kept.current = JSON.stringify(what);
    }, []);
    return { unsaved, saved };
}
