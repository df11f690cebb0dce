import { useInfiniteQuery } from '@tanstack/react-query';
import { answered } from '@/api/answered';
import { api } from '@/api/client';

/** The learner's sessions, newest first, page by page. */
export function useSessions() {
    return useInfiniteQuery({
        queryKey: ['sessions'],
        queryFn: ({ pageParam, signal }) =>
            answered(api.GET('/api/v1/chat/sessions', { params: { query: { cursor: pageParam, limit: 30 } }, signal })),
        initialPageParam: undefined as string | undefined,
        getNextPageParam: (page) => page.next_cursor,
    });
}

/** What a session is called. */
export function useSessionTitle(sessionId: string | undefined): string | undefined {
    const { data } = useSessions();
    const sessions = data?.pages.flatMap((page) => page.sessions);
    return sessions?.find((each) => each.session_id === sessionId)?.title ?? undefined;
}
