import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { Conversation, type ConversationView } from './Conversation';

/** Conversations that stay in memory, so that going back to one shows it at once. */
const MOST = 8;
const opened = new Map<string, Conversation>();

/** The conversation of a session, with whatever this page knows of it already. */
export function conversationOf(userId: string, sessionId: string, queries: QueryClient): Conversation {
    const key = `${userId}/${sessionId}`;
    const conversation =
        opened.get(key) ??
        new Conversation(userId, sessionId, () => {
            void queries.invalidateQueries({ queryKey: ['sessions'] });
            void queries.invalidateQueries({ queryKey: ['progress'] });
        });
    opened.delete(key);
    opened.set(key, conversation);
    for (const old of opened.keys()) {
        if (opened.size > MOST || !old.startsWith(`${userId}/`)) {
            opened.delete(old);
        }
    }
    return conversation;
}

const nothing = () => () => {};
const none = () => undefined;

/** Follows a session as long as it is on the page. */
export function useConversation(
    userId: string,
    sessionId: string | undefined,
): { conversation: Conversation; view: ConversationView } | undefined {
    const queries = useQueryClient();
    const conversation = useMemo(
        () => (sessionId === undefined ? undefined : conversationOf(userId, sessionId, queries)),
        [userId, sessionId, queries],
    );
    useEffect(() => conversation?.open(), [conversation]);
    const view = useSyncExternalStore<ConversationView | undefined>(
        conversation?.onChange ?? nothing,
        conversation?.view ?? none,
    );
    return conversation && view ? { conversation, view } : undefined;
}
