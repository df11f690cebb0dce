import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered } from '@/api/answered';
import { api, type Schemas } from '@/api/client';

/** A track as it stands in the list. */
export type TrackSummary = Schemas['TrackSummary'];
/** A track with its units in their order. */
export type Track = Schemas['Track'];
export type Unit = Schemas['Unit'];
/** Where the learner is on a track. */
export type Progress = Schemas['Progress'];

/** What is asked under which name, so that whoever changes something can say what has become old. */
export const trackKeys = {
    all: ['tracks'] as const,
    one: (trackId: string) => ['tracks', trackId] as const,
    progress: ['progress'] as const,
};

/** All tracks there are. */
export function useTracks() {
    return useQuery({
        queryKey: trackKeys.all,
        queryFn: async ({ signal }) => (await answered(api.GET('/api/v1/tracks', { signal }))).tracks,
    });
}

/** One track with its units. */
export function useTrack(trackId: string) {
    return useQuery({
        queryKey: trackKeys.one(trackId),
        queryFn: ({ signal }) =>
            answered(api.GET('/api/v1/tracks/{track_id}', { params: { path: { track_id: trackId } }, signal })),
    });
}

/** The learner's progress on every track that they have begun, by the id of the track. */
export function useProgress() {
    return useQuery({
        queryKey: trackKeys.progress,
        queryFn: async ({ signal }) => (await answered(api.GET('/api/v1/users/me/progress', { signal }))).progress,
        select: byTrack,
    });
}

function byTrack(all: Progress[]): ReadonlyMap<string, Progress> {
    return new Map(all.map((each) => [each.track_id, each]));
}

/** Begins a track, or takes one up again; gives the progress with the chat session in which it goes on. */
export function useStartTrack() {
    const queries = useQueryClient();
    return useMutation({
        mutationFn: (trackId: string) =>
            answered(
                api.POST('/api/v1/tracks/{track_id}/start', { params: { path: { track_id: trackId } }, body: {} }),
            ),
        // Not waited for: the list that comes back may put the track elsewhere, and who pressed the button has to be
        // led on before their button is gone.
        onSuccess: () => {
            void queries.invalidateQueries({ queryKey: trackKeys.progress });
        },
    });
}
