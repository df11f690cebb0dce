const dot = 'size-2 animate-bounce rounded-full bg-quiet';

/** The tutor is at it and has not said a word yet. */
export function Thinking() {
    return (
        <div className="flex h-8 items-center gap-1.5" data-thinking>
            <span className="sr-only">The tutor is thinking</span>
            <span aria-hidden className={dot} />
            <span aria-hidden className={`${dot} [animation-delay:120ms]`} />
            <span aria-hidden className={`${dot} [animation-delay:240ms]`} />
        </div>
    );
}
