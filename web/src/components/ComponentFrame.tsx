import { type ReactNode, type SubmitEvent, useEffect, useId, useRef } from 'react';
import { Markdown } from '@/markdown/Markdown';
import { Button } from '@/ui/Button';
import { classes } from '@/ui/classes';
import { directionOf } from '@/ui/direction';
import type { ComponentStatus } from './contract';
import { FrameContext } from './frame';
import { YourAnswer } from './YourAnswer';

const said: Record<ComponentStatus, string> = {
    waiting: 'You can answer in a moment.',
    open: '',
    sending: 'Sending your answer…',
    answered: 'Answered.',
    superseded: 'The conversation has moved on, so this needs no answer any more.',
};

/** What is around every component that is answered: what is asked, the button that hands over, and how far it is. */
export function ComponentFrame({
    name,
    prompt,
    status,
    submit,
    problem,
    yourAnswer,
    done,
    children,
    footer,
}: {
    /** What it is, in a word, for a screen reader. */
    name: string;
    /** What the learner is asked, in Markdown. */
    prompt?: string;
    status: ComponentStatus;
    /** The button that hands the answer over, where that is not done at once. */
    submit?: { label: string; onSubmit: () => void };
    /** What keeps the answer from being handed over. */
    problem?: string;
    /** The learner's answer in words, for when there is one. */
    yourAnswer?: string;
    /** What to say instead, where the answer is too long to be told back. */
    done?: string;
    children: ReactNode;
    /** More to press, beside the button. */
    footer?: ReactNode;
}) {
    const id = useId();
    const { frame, line, onFocus, onBlur } = useFocusKeeper(status);
    const promptId = prompt ? `${id}-prompt` : undefined;
    const problemId = problem && status === 'open' ? `${id}-problem` : undefined;

    const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (status === 'open') {
            submit?.onSubmit();
        }
    };

    return (
        <div
            role="group"
            ref={frame}
            aria-label={name}
            dir={directionOf(prompt)}
            onFocus={onFocus}
            onBlur={onBlur}
            className={classes(
                'rounded-card border border-line p-4 sm:p-5',
                status === 'superseded' ? 'bg-sunken text-quiet' : 'bg-surface shadow-card',
            )}
        >
            <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
                {prompt ? (
                    <div id={promptId}>
                        <Markdown text={prompt} />
                    </div>
                ) : null}
                <div className="flex min-w-0 flex-col gap-4">
                    <FrameContext value={{ promptId, problemId, locked: status !== 'open' }}>{children}</FrameContext>
                    {problemId ? (
                        <p id={problemId} role="alert" className="text-sm text-bad">
                            {problem}
                        </p>
                    ) : null}
                    {(submit || footer) && status !== 'answered' && status !== 'superseded' ? (
                        <div className="flex flex-wrap items-center gap-2">
                            {submit ? (
                                <Button type="submit" kind="primary" disabled={status !== 'open'}>
                                    {submit.label}
                                </Button>
                            ) : null}
                            {footer}
                        </div>
                    ) : null}
                </div>
                <p
                    ref={line}
                    role="status"
                    tabIndex={-1}
                    className={classes('text-sm text-quiet outline-none', status === 'open' && 'sr-only')}
                >
                    {/* The words are English, whichever way the question runs. */}
                    <bdi>
                        {status === 'answered' && yourAnswer ? (
                            <YourAnswer words={yourAnswer} />
                        ) : status === 'answered' && done ? (
                            done
                        ) : (
                            said[status]
                        )}
                    </bdi>
                </p>
            </form>
        </div>
    );
}

/** Whoever answers by keyboard stays where they are, although the button under their fingers goes away. */
function useFocusKeeper(status: ComponentStatus) {
    const frame = useRef<HTMLDivElement>(null);
    const line = useRef<HTMLParagraphElement>(null);
    const inside = useRef(false);
    const before = useRef(status);

    useEffect(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        const left = frame.current?.contains(document.activeElement);
        if (before.current !== status && status !== 'open' && inside.current && (lost || left)) {
            line.current?.focus({ preventScroll: true });
        }
        before.current = status;
    }, [status]);

    return {
        frame,
        line,
        onFocus: () => {
            inside.current = true;
        },
        onBlur: (event: React.FocusEvent<HTMLElement>) => {
            // Without a next element the window may have been left, or the element taken away: the person is still here.
            if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) {
                inside.current = false;
            }
        },
    };
}
