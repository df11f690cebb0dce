import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered } from '@/api/answered';
import { ApiError } from '@/api/ApiError';
import { api, type Schemas } from '@/api/client';
import { type Track, trackKeys, type Unit } from '@/tracks/queries';

const unitKey = (unitId: string) => ['units', unitId] as const;

/** One unit as its teacher sees it, with its answer key. Never kept for longer than it is looked at. */
export function useAuthoredUnit(unitId: string) {
    return useQuery({
        queryKey: unitKey(unitId),
        queryFn: ({ signal }) =>
            answered(api.GET('/api/v1/units/{unit_id}', { params: { path: { unit_id: unitId } }, signal })),
        gcTime: 0,
        // Somebody is writing in it: what they wrote must not be replaced under their hands.
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
    });
}

function useChange<Given, Result>(change: (given: Given) => Promise<Result>) {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: change,
        onSettled: () => {
            void queries.invalidateQueries({ queryKey: trackKeys.all });
        },
    });
}

/** Adds a track. */
export function useAddTrack() {
    return useChange((body: Schemas['NewTrack']) => answered(api.POST('/api/v1/tracks', { body })));
}

/** Changes title and description of a track. */
export function useChangeTrack(trackId: string) {
    return useChange((body: Schemas['TrackChange']) =>
        answered(api.PATCH('/api/v1/tracks/{track_id}', { params: { path: { track_id: trackId } }, body })),
    );
}

/** Removes a track on which nobody has progress. */
export function useRemoveTrack(trackId: string) {
    return useChange(async () => {
        await api.DELETE('/api/v1/tracks/{track_id}', { params: { path: { track_id: trackId } } });
    });
}

function order(trackId: string, unitIds: string[]): Promise<Track> {
    return answered(
        api.PUT('/api/v1/tracks/{track_id}/units', {
            params: { path: { track_id: trackId } },
            body: { unit_ids: unitIds },
        }),
    );
}

/** Says which units a track has, in which order; the new order is seen at once, and taken back if it is refused. */
export function useOrderUnits(trackId: string) {
    const queries = useQueryClient();
    const key = trackKeys.one(trackId);
    return useMutation({
        // One after the other, so that the last one asked for is the one that stays.
        scope: { id: `order ${trackId}` },
        mutationFn: (unitIds: string[]) => order(trackId, unitIds),
        onMutate: async (unitIds) => {
            await queries.cancelQueries({ queryKey: key });
            queries.setQueryData<Track>(key, (track) => track && { ...track, units: inOrder(track.units, unitIds) });
        },
        onSettled: () => queries.invalidateQueries({ queryKey: trackKeys.all }),
    });
}

function inOrder(units: Unit[], unitIds: string[]): Unit[] {
    const byId = new Map(units.map((unit) => [unit.unit_id, unit]));
    return unitIds.flatMap((id) => byId.get(id) ?? []);
}

/** Takes a unit out of a track, and removes it if nothing else has a use for it. */
export function useRemoveUnit(trackId: string) {
    return useChange(async ({ unitId, left }: { unitId: string; left: string[] }) => {
        await order(trackId, left);
        try {
            await api.DELETE('/api/v1/units/{unit_id}', { params: { path: { unit_id: unitId } } });
        } catch (thrown) {
            // Another track has it, or somebody has answered it: then it stays where it is of use.
            if (ApiError.from(thrown).code !== 'in_use') {
                throw thrown;
            }
        }
    });
}

/** Where a new unit goes: to the end of its track, or to another unit, as the help for those who did not pass it. */
export interface Place {
    unitIds: string[];
    helps?: string;
}

/** Adds a unit and puts it in its place. A unit that was made is not made again when only its place was refused. */
export function useAddUnit(trackId: string) {
    const queries = useQueryClient();
    return useChange(async ({ made, unit, place }: { made?: string; unit: Schemas['NewUnit']; place: Place }) => {
        const unitId = made ?? (await answered(api.POST('/api/v1/units', { body: unit }))).unit_id;
        try {
            if (place.helps === undefined) {
                await order(trackId, [...place.unitIds, unitId]);
            } else {
                await answered(
                    api.PATCH('/api/v1/units/{unit_id}', {
                        params: { path: { unit_id: place.helps } },
                        body: { remedial_unit_id: unitId },
                    }),
                );
                await queries.invalidateQueries({ queryKey: unitKey(place.helps) });
            }
        } catch (thrown) {
            throw new UnplacedUnitError(unitId, thrown);
        }
        return unitId;
    });
}

/** The unit is there, but it did not get to its place. */
export class UnplacedUnitError extends Error {
    constructor(
        readonly unitId: string,
        override readonly cause: unknown,
    ) {
        super('the unit has no place yet');
    }
}

/** Changes a unit. */
export function useChangeUnit(unitId: string) {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (body: Schemas['UnitChange']) =>
            answered(api.PATCH('/api/v1/units/{unit_id}', { params: { path: { unit_id: unitId } }, body })),
        onSuccess: (unit) => {
            queries.setQueryData(unitKey(unitId), unit);
            void queries.invalidateQueries({ queryKey: trackKeys.all });
        },
    });
}
