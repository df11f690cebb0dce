import { ApiError } from '@/api/ApiError';
import { answered } from '@/api/answered';
import { networkError, publicApi } from '@/api/publicApi';
import { currentLogin, expire, keepTokens, type Login, onLoginChange } from './tokens';

/** A token with less than this left is renewed before it is used. */
const MARGIN_MS = 30_000;

/**
 * Sends a request as the person who is logged in. A token that has run out is renewed once; when the login itself has run
 * out, the request waits until the same person has logged in again, and fails when they log out instead.
 */
export async function authorizedFetch(request: Request): Promise<Response> {
    const token = await currentToken(request.signal);
    const again = request.clone();
    const response = await send(request, token);
    if (response.status !== 401) {
        return response;
    }
    return send(again, await renewedToken(token, request.signal));
}

async function send(request: Request, token: string): Promise<Response> {
    request.headers.set('Authorization', `Bearer ${token}`);
    try {
        return await globalThis.fetch(request);
    } catch (thrown) {
        throw networkError(thrown);
    }
}

async function currentToken(signal: AbortSignal): Promise<string> {
    const login = currentLogin();
    if (login === null) {
        throw ApiError.loggedOut();
    }
    if (login.expired) {
        return loggedInAgain(login, signal);
    }
    return login.expiresAt - Date.now() > MARGIN_MS ? login.accessToken : renewedToken(login.accessToken, signal);
}

let renewing: Promise<Login> | undefined;

/** Another token than the one that did not work. One renewal at a time, over all tabs: a refresh token works once. */
async function renewedToken(used: string, signal: AbortSignal): Promise<string> {
    renewing ??= oneTabAtATime(() => renew(used)).finally(() => (renewing = undefined));
    const login = await renewing;
    return login.expired ? loggedInAgain(login, signal) : login.accessToken;
}

async function oneTabAtATime(task: () => Promise<Login>): Promise<Login> {
    // Pages that did not come over HTTPS or from this machine have no locks; one tab alone is still in order.
    return 'locks' in navigator ? await navigator.locks.request('chiron.renew', task) : await task();
}

async function renew(used: string): Promise<Login> {
    const login = currentLogin();
    if (login === null) {
        throw ApiError.loggedOut();
    }
    if (login.accessToken !== used || login.expired) {
        return login; // another tab was first
    }
    try {
        return keepTokens(
            await answered(publicApi.POST('/api/v1/auth/refresh', { body: { refresh_token: login.refreshToken } })),
        );
    } catch (thrown) {
        const error = ApiError.from(thrown);
        if (error.status !== 401 && error.status !== 400) {
            throw error;
        }
        const now = currentLogin();
        if (now === null) {
            throw ApiError.loggedOut();
        }
        if (now.refreshToken === login.refreshToken) {
            expire(now);
        }
        return currentLogin() ?? now;
    }
}

/** Waits for the person to log in again. */
function loggedInAgain(login: Login, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
            stop();
            signal.removeEventListener('abort', aborted);
            settle();
        };
        const aborted = () => end(() => reject(new DOMException('The request was given up.', 'AbortError')));
        const look = () => {
            const now = currentLogin();
            if (now?.user.id !== login.user.id) {
                end(() => reject(ApiError.loggedOut()));
            } else if (!now.expired) {
                end(() => resolve(now.accessToken));
            }
        };
        const stop = onLoginChange(look);
        signal.addEventListener('abort', aborted);
        if (signal.aborted) {
            aborted();
        } else {
            look();
        }
    });
}
