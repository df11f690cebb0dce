import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { duration } from '@/tracks/duration';
import { useTracks } from '@/tracks/queries';
import { ButtonLink } from '@/ui/ButtonLink';
import { Card } from '@/ui/Card';
import { Loading } from '@/ui/Loading';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';

/** All tracks, to be changed; and the way to a new one. */
export function AuthoredTracksPage() {
    const tracks = useTracks();
    return (
        <>
            <div className="flex flex-wrap items-center justify-between gap-3">
                <ViewHeading title="Write tracks" />
                <ButtonLink kind="primary" to="/teach/tracks/new">
                    <Plus aria-hidden className="size-5" /> New track
                </ButtonLink>
            </div>
            {tracks.data ? (
                tracks.data.length === 0 ? (
                    <Notice className="mt-6">There are no tracks yet. Begin with the first one.</Notice>
                ) : (
                    <Card className="mt-6 p-0 sm:p-0">
                        <ul className="divide-y divide-line">
                            {tracks.data.map((track) => (
                                <li key={track.track_id}>
                                    <Link
                                        to={`/teach/tracks/${track.track_id}`}
                                        className="block px-4 py-3 hover:bg-sunken sm:px-5"
                                    >
                                        <span dir="auto" className="block font-medium">
                                            {track.title}
                                        </span>
                                        <span className="text-sm text-quiet">
                                            {track.unit_count} {track.unit_count === 1 ? 'unit' : 'units'} ·{' '}
                                            {duration(track.estimated_duration_minutes)}
                                        </span>
                                    </Link>
                                </li>
                            ))}
                        </ul>
                    </Card>
                )
            ) : tracks.isError ? (
                <Problem className="mt-6" error={tracks.error} retry={() => void tracks.refetch()} />
            ) : (
                <Loading what="the tracks" className="mt-6 flex flex-col gap-2">
                    <Skeleton className="h-16" />
                    <Skeleton className="h-16" />
                    <Skeleton className="h-16" />
                </Loading>
            )}
        </>
    );
}
