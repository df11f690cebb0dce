import { InlineText } from '@/markdown/InlineText';

/** The learner's own answer, told back. */
export function YourAnswer({ words }: { words: string }) {
    return (
        <>
            Your answer:{' '}
            <span className="font-medium text-ink">
                <InlineText text={words} />
            </span>
        </>
    );
}
