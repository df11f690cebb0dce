import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '@/api/ApiError';
import { answered } from '@/api/answered';
import { api } from '@/api/client';
import { Outbox } from './Outbox';
import type { SaidRow } from './rows';
import { conversationOf } from './useConversation';

/** What is to be done with a first message. */
export interface NewChat {
    rows: readonly SaidRow[];
    say: (content: string) => void;
    sayAgain: (id: string) => void;
    takeBack: (id: string) => string;
}

/**
 * A conversation that has no session until something is said in it. The first message makes the session; from then on it is
 * that session's conversation, which has the message already.
 *
 * @param active whether the new conversation is what the page shows
 */
export function useNewChat(userId: string, active: boolean, onSession: (sessionId: string) => void): NewChat {
    const queries = useQueryClient();
    const [outbox] = useState(() => new Outbox(userId, 'new'));
    const [messages, setMessages] = useState(outbox.messages);

    const post = useCallback(
        async (id: string, content: string) => {
            try {
                const posted = await answered(api.POST('/api/v1/chat/messages', { body: { content, message_id: id } }));
                outbox.remove((each) => each === id);
                conversationOf(userId, posted.session_id, queries).outbox.add({ id, content, status: 'sent' });
                void queries.invalidateQueries({ queryKey: ['sessions'] });
                onSession(posted.session_id);
            } catch (thrown) {
                outbox.change(id, { status: 'failed', problem: ApiError.from(thrown) });
            }
            setMessages(outbox.messages);
        },
        [outbox, userId, queries, onSession],
    );

    const say = useCallback(
        (content: string, id: string = crypto.randomUUID()) => {
            outbox.add({ id, content, status: 'sending' });
            setMessages(outbox.messages);
            void post(id, content);
        },
        [outbox, post],
    );

    // What a reload has interrupted.
    useEffect(() => {
        if (active) {
            outbox.messages
                .filter((each) => each.status === 'sending')
                .forEach((each) => void post(each.id, each.content));
        }
        // Once, when the view comes up: afterwards each message is on its way.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [active]);

    const sayAgain = useCallback(
        (id: string) => {
            const message = outbox.messages.find((each) => each.id === id);
            if (message) {
                say(message.content, id);
            }
        },
        [outbox, say],
    );

    const takeBack = useCallback(
        (id: string) => {
            const content = outbox.messages.find((each) => each.id === id)?.content ?? '';
            outbox.remove((each) => each === id);
            setMessages(outbox.messages);
            return content;
        },
        [outbox],
    );

    const rows = messages.map(({ id, content, status, problem }): SaidRow => ({
        kind: 'said',
        id,
        text: content,
        status,
        problem,
    }));
    return { rows, say, sayAgain, takeBack };
}
