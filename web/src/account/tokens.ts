import { z } from 'zod';
import type { Schemas } from '@/api/client';
import { forget, forgetAll, keep, kept, keyOfPerson } from './storage';

const User = z.object({ id: z.string(), email: z.string(), role: z.enum(['learner', 'teacher']) });
const Login = z.object({
    user: User,
    accessToken: z.string(),
    refreshToken: z.string(),
    /** When the access token runs out, in milliseconds of this machine's clock. */
    expiresAt: z.number(),
    /** Set when the server takes the refresh token no more: the person has to log in again. */
    expired: z.boolean(),
});

/** Who uses the page. */
export type User = z.infer<typeof User>;
/** A login as all tabs of this browser share it. */
export type Login = z.infer<typeof Login>;

const KEY = 'chiron.login';

const listeners = new Set<() => void>();
let lastText: string | null = null;
let lastLogin: Login | null = null;

/** The login of this browser; the same object until it changes. */
export function currentLogin(): Login | null {
    const text = kept(KEY);
    if (text !== lastText) {
        lastText = text;
        lastLogin = text === null ? null : read(text);
    }
    return lastLogin;
}

function read(text: string): Login | null {
    try {
        return Login.parse(JSON.parse(text));
    } catch {
        return null;
    }
}

/** Calls whenever the login changes, in whichever tab; answers how to end that. */
export function onLoginChange(listener: () => void): () => void {
    if (listeners.size === 0) {
        window.addEventListener('storage', changedElsewhere);
    }
    listeners.add(listener);
    return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
            window.removeEventListener('storage', changedElsewhere);
        }
    };
}

function changedElsewhere(event: StorageEvent): void {
    // Without a key everything was cleared.
    if (event.key === KEY || event.key === null) {
        tell();
    }
}

function tell(): void {
    [...listeners].forEach((listener) => listener());
}

function write(login: Login): void {
    keep(KEY, JSON.stringify(login));
    tell();
}

/** Takes tokens that the server has just issued. What another person left in this browser goes. */
export function keepTokens(tokens: Schemas['Tokens']): Login {
    const before = currentLogin();
    if (before && before.user.id !== tokens.user.id) {
        forgetPerson(before.user.id);
    }
    const login: Login = {
        user: { id: tokens.user.id, email: tokens.user.email, role: roleIn(tokens.access_token) },
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token,
        expiresAt: Date.now() + tokens.expires_in * 1000,
        expired: false,
    };
    write(login);
    return login;
}

/** Notes that a login has run out; who it was, and what they wrote, stays. */
export function expire(login: Login): void {
    write({ ...login, expired: true });
}

/** Logs out, in all tabs: everything of that person that this browser kept goes. */
export function forgetLogin(): void {
    const login = currentLogin();
    if (login) {
        forgetPerson(login.user.id);
    }
    forget(KEY);
    tell();
}

function forgetPerson(userId: string): void {
    forgetAll(keyOfPerson(userId, ''));
}

const Claims = z.object({ app_metadata: z.object({ role: z.string() }) });

/** The role that the token names. The page only shows more by it; the server decides by itself. */
function roleIn(accessToken: string): User['role'] {
    try {
        const payload = (accessToken.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
        const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
        const claims = Claims.parse(JSON.parse(new TextDecoder().decode(bytes)));
        return claims.app_metadata.role === 'teacher' ? 'teacher' : 'learner';
    } catch {
        return 'learner';
    }
}
