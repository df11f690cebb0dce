import { useSyncExternalStore } from 'react';
import { answered } from '@/api/answered';
import { publicApi } from '@/api/publicApi';
import { currentLogin, forgetLogin, keepTokens, onLoginChange, type User } from './tokens';

interface Credentials {
    email: string;
    password: string;
}

async function signUp(body: Credentials): Promise<void> {
    keepTokens(await answered(publicApi.POST('/api/v1/auth/signup', { body })));
}

async function logIn(body: Credentials): Promise<void> {
    keepTokens(await answered(publicApi.POST('/api/v1/auth/login', { body })));
}

/** Leaves at once, and lets the server end the login meanwhile; one who cannot be reached stops nobody from leaving. */
function logOut(): void {
    const login = currentLogin();
    forgetLogin();
    if (login && !login.expired) {
        const headers = { Authorization: `Bearer ${login.accessToken}` };
        void publicApi.POST('/api/v1/auth/logout', { headers }).catch(() => undefined);
    }
}

/** Who is logged in, and how that changes. */
export interface Account {
    user: User | null;
    /** The login has run out: the person is known, but has to log in again before anything goes on. */
    expired: boolean;
    signUp: (credentials: Credentials) => Promise<void>;
    logIn: (credentials: Credentials) => Promise<void>;
    logOut: () => void;
}

/** The account of this browser, kept up to date with what other tabs do. */
export function useAccount(): Account {
    const login = useSyncExternalStore(onLoginChange, currentLogin);
    return { user: login?.user ?? null, expired: login?.expired ?? false, signUp, logIn, logOut };
}
