import { Plus } from 'lucide-react';
import { useParams } from 'react-router';
import { ApiError } from '@/api/ApiError';
import { type Unit, useTrack } from '@/tracks/queries';
import { unitKinds } from '@/tracks/unitKinds';
import { ButtonLink } from '@/ui/ButtonLink';
import { Loading } from '@/ui/Loading';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { BackLink } from './BackLink';
import { NotThere } from './NotThere';
import { useAuthoredUnit, useChangeUnit } from './queries';
import { draftOf, unitChangeOf } from './unitDraft';
import { UnitForm } from './UnitForm';

/** Changes a unit. */
export function EditUnitPage() {
    const { trackId = '', unitId = '' } = useParams();
    const track = useTrack(trackId);
    const unit = useAuthoredUnit(unitId);
    const failed = [track, unit].find((each) => each.isError && each.data === undefined);
    if (failed) {
        const { status } = ApiError.from(failed.error);
        return status === 404 || status === 400 ? (
            <NotThere />
        ) : (
            <>
                <BackLink to={`/teach/tracks/${trackId}`}>Back to the track</BackLink>
                <ViewHeading title="Unit" />
                <Problem
                    className="mt-4"
                    error={failed.error}
                    retry={() => [track, unit].filter((each) => each.isError).forEach((each) => void each.refetch())}
                />
            </>
        );
    }
    if (!track.data || !unit.data) {
        return (
            <Loading what="the unit" className="flex flex-col gap-4">
                <Skeleton className="h-9 w-2/3" />
                <Skeleton className="h-96" />
            </Loading>
        );
    }
    return <UnitEditor key={unitId} trackId={trackId} unit={unit.data} units={track.data.units} />;
}

function UnitEditor({ trackId, unit, units }: { trackId: string; unit: Unit; units: Unit[] }) {
    const change = useChangeUnit(unit.unit_id);
    const here = `/teach/tracks/${trackId}/units`;
    return (
        <>
            <BackLink to={`/teach/tracks/${trackId}`}>Back to the track</BackLink>
            <ViewHeading title={unit.title} />
            <p className="mt-1 text-quiet">{unitKinds[unit.unit_type].name}</p>
            <UnitForm
                initial={draftOf(unit)}
                others={units.filter((each) => each.unit_id !== unit.unit_id)}
                submitWord="Save"
                save={(draft) => change.mutateAsync(unitChangeOf(draft))}
                help={
                    <div>
                        {unit.remedial_unit_id ? (
                            <ButtonLink size="small" to={`${here}/${unit.remedial_unit_id}`}>
                                Open the help unit
                            </ButtonLink>
                        ) : (
                            <ButtonLink size="small" to={`${here}/new?type=content_snippet&helps=${unit.unit_id}`}>
                                <Plus aria-hidden className="size-4" /> Write a new help unit
                            </ButtonLink>
                        )}
                    </div>
                }
            />
        </>
    );
}
