import { type ReactNode, useEffect, useRef } from 'react';
import { classes } from './classes';

let aViewWasShown = false;

/**
 * The heading of a view. It names the document, and it is where the focus goes when a person gets to the view from another
 * one, so that a screen reader begins there. Not on the first view: that one begins at the top, as any page.
 */
export function ViewHeading({
    title,
    children,
    className,
    takesFocus = true,
}: {
    /** The name of the view, also of the document. */
    title: string;
    /** What stands in the heading, if it is more than the title. */
    children?: ReactNode;
    className?: string;
    /** False where the view has a better place for the focus. */
    takesFocus?: boolean;
}) {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        document.title = title === 'Chiron' ? title : `${title} · Chiron`;
    }, [title]);
    useEffect(() => {
        const active = document.activeElement;
        const types = active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement;
        // Nobody is torn away from what they are typing.
        if (aViewWasShown && takesFocus && !types) {
            heading.current?.focus({ preventScroll: true });
        }
        aViewWasShown = true;
    }, [takesFocus]);
    return (
        <h1
            ref={heading}
            tabIndex={-1}
            dir="auto"
            className={classes('text-2xl font-semibold outline-none', className)}
        >
            {children ?? title}
        </h1>
    );
}
