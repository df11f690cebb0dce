import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '@/ui/Button';
import { draftOf, keepDraft } from './drafts';

/** Code points, as the server counts. */
export const LONGEST = 16_000;
const TELL_FROM = 15_000;

function typesByTouch(): boolean {
    return window.matchMedia('(pointer: coarse)').matches;
}

/** Where a person writes to the tutor. Enter sends, on a touch screen it begins a new line; what is typed is kept. */
export function Composer({
    userId,
    conversation,
    say,
    stop,
    field: given,
}: {
    userId: string;
    /** Whose draft it is: a session's id, or `new`. */
    conversation: string;
    say: (text: string) => void;
    /** Given while there is something to stop. */
    stop?: () => void;
    field?: RefObject<HTMLTextAreaElement | null>;
}) {
    const own = useRef<HTMLTextAreaElement>(null);
    const field = given ?? own;
    const [draft, setDraft] = useState({ conversation, text: draftOf(userId, conversation) });
    if (draft.conversation !== conversation) {
        setDraft({ conversation, text: draftOf(userId, conversation) });
    }
    const { text } = draft;
    const length = text.length < TELL_FROM ? text.length : [...text].length;
    const tooLong = length > LONGEST;
    const empty = text.trim() === '';

    // As high as what is in it, up to the limit that its style sets.
    useLayoutEffect(() => {
        const box = field.current;
        if (box) {
            box.style.height = 'auto';
            box.style.height = `${box.scrollHeight}px`;
        }
    }, [text, field]);

    function change(to: string) {
        setDraft({ conversation, text: to });
        keepDraft(userId, conversation, to);
    }

    function send() {
        if (!empty && !tooLong) {
            change('');
            say(text);
        }
        field.current?.focus();
    }

    function onKeyDown(event: KeyboardEvent) {
        // While a word is being composed, Enter belongs to the input method; Safari tells it by the key code only.
        const composing = event.nativeEvent.isComposing || event.keyCode === 229;
        if (event.key === 'Enter' && !event.shiftKey && !composing && !typesByTouch()) {
            event.preventDefault();
            send();
        }
    }

    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
            className="rounded-card border border-line bg-surface p-1.5 shadow-card focus-within:border-accent"
        >
            <div className="flex items-end gap-1.5">
                <textarea
                    ref={field}
                    rows={1}
                    dir="auto"
                    aria-label="Your message"
                    aria-invalid={tooLong || undefined}
                    aria-describedby={length > TELL_FROM ? 'message-length' : undefined}
                    placeholder="Ask the tutor"
                    enterKeyHint={typesByTouch() ? 'enter' : 'send'}
                    value={text}
                    onChange={(event) => change(event.target.value)}
                    onKeyDown={onKeyDown}
                    className="max-h-[min(40dvh,20rem)] min-h-11 w-full min-w-0 flex-1 resize-none bg-transparent px-3 py-2.5 text-base outline-none placeholder:text-quiet"
                />
                {stop ? (
                    <Button size="icon" className="shrink-0" aria-label="Stop the tutor" title="Stop" onClick={stop}>
                        <Square aria-hidden className="size-4 fill-current" />
                    </Button>
                ) : null}
                <Button
                    type="submit"
                    kind="primary"
                    size="icon"
                    className="shrink-0"
                    aria-label="Send"
                    title="Send"
                    disabled={empty || tooLong}
                >
                    <ArrowUp aria-hidden className="size-5" />
                </Button>
            </div>
            {length > TELL_FROM ? (
                <p
                    id="message-length"
                    role="status"
                    className={tooLong ? 'px-3 pb-1 text-sm text-bad' : 'px-3 pb-1 text-sm text-quiet'}
                >
                    {tooLong
                        ? `Too long by ${(length - LONGEST).toLocaleString('en')}. Please send it in parts.`
                        : `${(LONGEST - length).toLocaleString('en')} characters left`}
                </p>
            ) : null}
        </form>
    );
}
