import { useNavigate } from 'react-router';
import { Button } from '@/ui/Button';
import { ButtonLink } from '@/ui/ButtonLink';
import { Problem } from '@/ui/Problem';
import type { Progress } from './queries';
import { useStartTrack } from './queries';
import { standingOf } from './standing';

/** What a learner can do with a track next: begin it, go on, or look at its conversation again. */
export function TrackAction({
    trackId,
    title,
    progress,
    primary = true,
}: {
    trackId: string;
    title: string;
    progress: Progress | undefined;
    /** Whether it is the main thing to do on the view. */
    primary?: boolean;
}) {
    const navigate = useNavigate();
    const start = useStartTrack();
    const standing = standingOf(progress);

    if (progress && standing === 'begun') {
        return (
            <ButtonLink
                kind={primary ? 'primary' : 'secondary'}
                to={`/chat/${progress.session_id}`}
                aria-label={`Continue ${title}`}
            >
                Continue
            </ButtonLink>
        );
    }
    if (progress && standing === 'finished') {
        return (
            <ButtonLink to={`/chat/${progress.session_id}`} aria-label={`Open the conversation of ${title}`}>
                Open its conversation
            </ButtonLink>
        );
    }
    const word = standing === 'left' ? 'Take up again' : 'Start';
    return (
        <div className="flex flex-col items-start gap-3">
            <Button
                kind={primary ? 'primary' : 'secondary'}
                // Not disabled: whoever has just pressed it would lose their place on the page.
                aria-disabled={start.isPending}
                aria-label={`${word}: ${title}`}
                onClick={() =>
                    start.isPending
                        ? undefined
                        : start.mutate(trackId, {
                              onSuccess: ({ session_id }) => void navigate(`/chat/${session_id}`),
                          })
                }
            >
                {start.isPending ? 'Starting…' : word}
            </Button>
            {start.isError ? <Problem error={start.error} /> : null}
        </div>
    );
}
