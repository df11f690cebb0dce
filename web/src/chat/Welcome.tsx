import { MessageCircleQuestion } from 'lucide-react';
import { useId } from 'react';
import { Link } from 'react-router';
import { textLink } from '@/account/textLink';
import { TrackCard } from '@/tracks/TrackCard';
import { useProgress, useTracks } from '@/tracks/queries';
import { Loading } from '@/ui/Loading';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';

const questions = [
    'What is recursion, with an example?',
    'How does compound interest work?',
    'Why do two fair dice show seven so often?',
];

const MOST_TRACKS = 3;

/** A conversation in which nothing has been said: what to ask, and which tracks there are. */
export function Welcome({ say }: { say: (text: string) => void }) {
    const id = useId();
    return (
        <div className="flex flex-col gap-8 pt-4 pb-8 sm:pt-10">
            <div>
                <ViewHeading
                    title="New chat"
                    takesFocus={window.matchMedia('(pointer: coarse)').matches}
                    className="text-3xl"
                >
                    What would you like to learn?
                </ViewHeading>
                <p className="mt-2 text-quiet">Ask anything below, try one of these, or choose a track.</p>
            </div>
            <ul className="grid gap-2 sm:grid-cols-3">
                {questions.map((question) => (
                    <li key={question}>
                        <button
                            type="button"
                            onClick={() => say(question)}
                            className="flex h-full min-h-14 w-full cursor-pointer items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3 text-start text-sm hover:bg-sunken"
                        >
                            <MessageCircleQuestion aria-hidden className="size-5 shrink-0 text-accent" />
                            {question}
                        </button>
                    </li>
                ))}
            </ul>
            <section aria-labelledby={id}>
                <div className="flex flex-wrap items-center justify-between gap-x-4">
                    <h2 id={id} className="text-lg font-semibold">
                        Or follow a track
                    </h2>
                    <Link to="/tracks" className={`${textLink} text-sm`}>
                        All tracks
                    </Link>
                </div>
                <Suggestions />
            </section>
        </div>
    );
}

function Suggestions() {
    const tracks = useTracks();
    const progress = useProgress();
    if (tracks.isError && !tracks.data) {
        return <Problem className="mt-3" error={tracks.error} retry={() => void tracks.refetch()} />;
    }
    if (!tracks.data || progress.isPending) {
        return (
            <Loading what="the tracks" className="mt-3 grid gap-4 md:grid-cols-3">
                <Skeleton className="h-72" />
                <Skeleton className="h-72" />
                <Skeleton className="h-72" />
            </Loading>
        );
    }
    if (tracks.data.length === 0) {
        return <p className="mt-3 text-quiet">There are no tracks yet.</p>;
    }
    return (
        <ul className="mt-3 grid gap-4 md:grid-cols-3">
            {tracks.data.slice(0, MOST_TRACKS).map((track) => (
                <li key={track.track_id} className="min-w-0">
                    <TrackCard track={track} progress={progress.data?.get(track.track_id)} />
                </li>
            ))}
        </ul>
    );
}
