import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentLogin, expire, forgetLogin, keepTokens } from './tokens';
import { useAccount } from './useAccount';

beforeEach(() => {
    keepTokens({
        access_token: 'access-1',
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token: 'refresh-1',
        user: { id: 'ada', email: 'ada@example.org' },
    });
});

afterEach(() => {
    forgetLogin();
    vi.unstubAllGlobals();
});

function served(answer: () => Promise<Response>) {
    const fetch = vi.fn<(request: Request) => Promise<Response>>(answer);
    vi.stubGlobal('fetch', fetch);
    return fetch;
}

describe('logging out', () => {
    it('forgets the login and tells the server, as who was logged in', () => {
        const fetch = served(() => Promise.resolve(new Response(null, { status: 204 })));
        const { result } = renderHook(useAccount);
        act(() => {
            result.current.logOut();
        });
        expect(result.current.user).toBeNull();
        expect(currentLogin()).toBeNull();
        const request = fetch.mock.calls[0]?.[0];
        expect(request?.method).toBe('POST');
        expect(new URL(request?.url ?? '').pathname).toBe('/api/v1/auth/logout');
        expect(request?.headers.get('Authorization')).toBe('Bearer access-1');
    });

    it('leaves a person logged out when the server cannot be reached', async () => {
        served(() => Promise.reject(new TypeError('no network')));
        const { result } = renderHook(useAccount);
        await act(async () => {
            result.current.logOut();
            await Promise.resolve();
        });
        expect(currentLogin()).toBeNull();
    });

    it('asks for nothing when the login had run out', () => {
        const fetch = served(() => Promise.resolve(new Response(null, { status: 204 })));
        const login = currentLogin();
        if (login) {
            expire(login);
        }
        const { result } = renderHook(useAccount);
        act(() => {
            result.current.logOut();
        });
        expect(currentLogin()).toBeNull();
        expect(fetch).not.toHaveBeenCalled();
    });
});
