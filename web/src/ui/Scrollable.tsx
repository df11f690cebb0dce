import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classes } from './classes';

/** Scrolls sideways what is too wide; then the keyboard can reach and scroll it, and it has a name. */
export function Scrollable({
    label,
    children,
    className,
    as: Box = 'div',
    dir,
}: {
    /** What it is, for a screen reader. */
    label: string;
    children: ReactNode;
    className?: string;
    /** `span` where it stands in a line of text. */
    as?: 'div' | 'span';
    dir?: string;
}) {
    const box = useRef<HTMLDivElement & HTMLSpanElement>(null);
    const [overflowing, setOverflowing] = useState(false);

    useEffect(() => {
        const element = box.current;
        if (!element || typeof ResizeObserver === 'undefined') {
            return;
        }
        const look = () =>
            setOverflowing(
                element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1,
            );
        const observer = new ResizeObserver(look);
        observer.observe(element);
        for (const child of element.children) {
            observer.observe(child);
        }
        return () => observer.disconnect();
    }, [children]);

    const reachable = overflowing ? { tabIndex: 0, role: 'group', 'aria-label': label } : {};
    return (
        <Box
            ref={box}
            dir={dir}
            {...reachable}
            className={classes('relative block max-w-full overflow-auto rounded-lg', className)}
        >
            {children}
        </Box>
    );
}
