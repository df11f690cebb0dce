// Where the browser keeps nothing (private windows, a full disk), the page works on and forgets with its tab.
const memory = new Map<string, string>();

/** A text that was kept in this browser; null when there is none. */
export function kept(key: string): string | null {
    try {
        return window.localStorage.getItem(key) ?? memory.get(key) ?? null;
    } catch {
        return memory.get(key) ?? null;
    }
}

/** Keeps a text in this browser, for all tabs. */
export function keep(key: string, value: string): void {
    try {
        window.localStorage.setItem(key, value);
        memory.delete(key);
    } catch {
        memory.set(key, value);
    }
}

/** Forgets a text. */
export function forget(key: string): void {
    memory.delete(key);
    try {
        window.localStorage.removeItem(key);
    } catch {
        // There was nothing to remove then.
    }
}

/** Forgets all texts whose key begins so. */
export function forgetAll(prefix: string): void {
    const keys = [...memory.keys()];
    try {
        keys.push(...Object.keys(window.localStorage));
    } catch {
        // Then only the memory has any.
    }
    keys.filter((key) => key.startsWith(prefix)).forEach(forget);
}

/** The key of something that belongs to a person and goes when they log out. */
export function keyOfPerson(userId: string, name: string): string {
    return `chiron.person.${userId}.${name}`;
}
