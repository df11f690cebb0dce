import { useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useTrack } from '@/tracks/queries';
import { unitKinds } from '@/tracks/unitKinds';
import { Loading } from '@/ui/Loading';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { BackLink } from './BackLink';
import { UnplacedUnitError, useAddUnit } from './queries';
import { emptyDraft, newUnitOf, unitTypes } from './unitDraft';
import { UnitForm } from './UnitForm';

/** Writes a new unit, for the end of its track (`?type=`) or as the help of another unit (`?helps=`). */
export function NewUnitPage() {
    const { trackId = '' } = useParams();
    const [query] = useSearchParams();
    const navigate = useNavigate();
    const track = useTrack(trackId);
    const add = useAddUnit(trackId);
    const made = useRef<string>(undefined);
    const type = unitTypes.find((each) => each === query.get('type')) ?? 'content_snippet';
    const helps = query.get('helps') ?? undefined;
    const back = helps === undefined ? `/teach/tracks/${trackId}` : `/teach/tracks/${trackId}/units/${helps}`;

    return (
        <>
            <BackLink to={back}>{helps === undefined ? 'Back to the track' : 'Back to the unit'}</BackLink>
            <ViewHeading
                title={helps === undefined ? `New ${unitKinds[type].name.toLowerCase()}` : 'Help for a unit'}
            />
            {track.data ? (
                <UnitForm
                    key={type}
                    initial={emptyDraft(type)}
                    others={helps === undefined ? track.data.units : []}
                    submitWord="Add it"
                    save={async (draft) => {
                        try {
                            await add.mutateAsync({
                                made: made.current,
                                unit: newUnitOf(draft),
                                place: { unitIds: track.data.units.map((unit) => unit.unit_id), helps },
                            });
                        } catch (thrown) {
                            if (thrown instanceof UnplacedUnitError) {
                                made.current = thrown.unitId;
                                throw thrown.cause;
                            }
                            throw thrown;
                        }
                    }}
                    onSaved={() => void navigate(back)}
                />
            ) : track.isError ? (
                <Problem className="mt-4" error={track.error} retry={() => void track.refetch()} />
            ) : (
                <Loading what="the track" className="mt-4">
                    <Skeleton className="h-96" />
                </Loading>
            )}
        </>
    );
}
