import { Eye, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '@/api/ApiError';
import { type Track, useTrack } from '@/tracks/queries';
import { unitKinds } from '@/tracks/unitKinds';
import { Button } from '@/ui/Button';
import { ButtonLink } from '@/ui/ButtonLink';
import { Card } from '@/ui/Card';
import { Loading } from '@/ui/Loading';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { BackLink } from './BackLink';
import { NotThere } from './NotThere';
import { useChangeTrack, useRemoveTrack } from './queries';
import { RemoveDialog } from './RemoveDialog';
import { TrackDetailsForm } from './TrackDetailsForm';
import { unitTypes } from './unitDraft';
import { UnitOrder } from './UnitOrder';

/** One track to be changed: what is said of it, and its units in their order. */
export function TrackEditorPage() {
    const { trackId = '' } = useParams();
    const track = useTrack(trackId);
    if (track.data) {
        return <TrackEditor key={trackId} track={track.data} />;
    }
    if (track.isError) {
        const { status } = ApiError.from(track.error);
        return status === 404 || status === 400 ? (
            <NotThere />
        ) : (
            <>
                <BackLink to="/teach">All tracks</BackLink>
                <ViewHeading title="Track" />
                <Problem className="mt-4" error={track.error} retry={() => void track.refetch()} />
            </>
        );
    }
    return (
        <Loading what="the track" className="flex flex-col gap-4">
            <Skeleton className="h-9 w-2/3" />
            <Skeleton className="h-72" />
            <Skeleton className="h-96" />
        </Loading>
    );
}

function TrackEditor({ track }: { track: Track }) {
    const navigate = useNavigate();
    const change = useChangeTrack(track.track_id);
    const remove = useRemoveTrack(track.track_id);
    const [removing, setRemoving] = useState(false);
    return (
        <>
            <BackLink to="/teach">All tracks</BackLink>
            <div className="flex flex-wrap items-start justify-between gap-3">
                <ViewHeading title={track.title} className="min-w-0" />
                <ButtonLink size="small" to={`/tracks/${track.track_id}`}>
                    <Eye aria-hidden className="size-4" /> See it as learners do
                </ButtonLink>
            </div>
            <Card className="mt-4">
                <TrackDetailsForm
                    initial={{ title: track.title, description: track.description }}
                    submitWord="Save"
                    save={(details) => change.mutateAsync(details)}
                />
            </Card>

            <section aria-labelledby="units" className="mt-8">
                <h2 id="units" className="text-lg font-semibold">
                    Units
                </h2>
                {track.units.length === 0 ? (
                    <Notice className="mt-3">
                        This track has no units yet. Learners can begin it once it has one.
                    </Notice>
                ) : (
                    <UnitOrder track={track} />
                )}
                <div className="mt-4 flex flex-col gap-2">
                    <h3 id="add" className="text-sm font-medium text-quiet">
                        Add at the end
                    </h3>
                    <ul aria-labelledby="add" className="flex flex-wrap gap-2">
                        {unitTypes.map((type) => (
                            <li key={type}>
                                <ButtonLink to={`/teach/tracks/${track.track_id}/units/new?type=${type}`}>
                                    <Plus aria-hidden className="size-4" /> {unitKinds[type].name}
                                </ButtonLink>
                            </li>
                        ))}
                    </ul>
                </div>
            </section>

            <div className="mt-10 border-t border-line pt-5">
                <Button kind="danger" onClick={() => setRemoving(true)}>
                    <Trash2 aria-hidden className="size-4" /> Remove this track
                </Button>
            </div>
            <RemoveDialog
                open={removing}
                close={() => setRemoving(false)}
                title="Remove this track?"
                description={
                    <>
                        <bdi>{track.title}</bdi> will be gone for everybody. This cannot be taken back.
                    </>
                }
                inUse="Somebody has begun this track, so it stays: their progress hangs on it. You can still change it and its units."
                remove={async () => {
                    await remove.mutateAsync(undefined);
                    await navigate('/teach');
                }}
            />
        </>
    );
}
