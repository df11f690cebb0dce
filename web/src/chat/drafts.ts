import { forget, keep, kept, keyOfPerson } from '@/account/storage';

/** What a person has typed in a conversation and not sent; it survives a reload. */
export function draftOf(userId: string, conversation: string): string {
    return kept(keyOfPerson(userId, `draft.${conversation}`)) ?? '';
}

/** Keeps what is typed. */
export function keepDraft(userId: string, conversation: string, text: string): void {
    const key = keyOfPerson(userId, `draft.${conversation}`);
    if (text === '') {
        forget(key);
    } else {
        keep(key, text);
    }
}
