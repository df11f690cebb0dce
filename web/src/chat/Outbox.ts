import { z } from 'zod';
import { forget, keep, kept, keyOfPerson } from '@/account/storage';
import type { ApiError } from '@/api/ApiError';

const Kept = z.array(z.object({ id: z.string(), content: z.string() }));

/** A message that the page has not seen in the conversation yet. */
export interface OutgoingMessage {
    /** Made here: however often it is sent, it is said once. */
    id: string;
    content: string;
    /** `sent` was taken by the server, and its turn has not begun. */
    status: 'sending' | 'sent' | 'failed';
    problem?: ApiError;
}

/**
 * What a person has said in a conversation and the server may not have. What the server has not taken is kept in the browser,
 * and is there again after a reload.
 */
export class Outbox {
    private readonly key: string;
    private all: OutgoingMessage[];

    /** @param conversation a session's id, or the name of a conversation that has none yet */
    constructor(userId: string, conversation: string) {
        this.key = keyOfPerson(userId, `outbox.${conversation}`);
        this.all = read(this.key).map((each) => ({ ...each, status: 'sending' }));
    }

    get messages(): readonly OutgoingMessage[] {
        return this.all;
    }

    add(message: OutgoingMessage): void {
        this.replace([...this.all.filter((each) => each.id !== message.id), message]);
    }

    change(id: string, to: Partial<OutgoingMessage>): void {
        this.replace(this.all.map((each) => (each.id === id ? { ...each, ...to } : each)));
    }

    /** Takes out what is in the conversation now, or is not to be said any more. */
    remove(gone: (id: string) => boolean): void {
        const left = this.all.filter((each) => !gone(each.id));
        if (left.length < this.all.length) {
            this.replace(left);
        }
    }

    private replace(messages: OutgoingMessage[]): void {
        this.all = messages;
        const unsent = messages.filter((each) => each.status !== 'sent').map(({ id, content }) => ({ id, content }));
        if (unsent.length > 0) {
            keep(this.key, JSON.stringify(unsent));
        } else {
            forget(this.key);
        }
    }
}

function read(key: string): z.infer<typeof Kept> {
    try {
        return Kept.parse(JSON.parse(kept(key) ?? '[]'));
    } catch {
        return [];
    }
}
