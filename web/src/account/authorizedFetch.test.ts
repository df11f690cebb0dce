import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered } from '@/api/answered';
import { api } from '@/api/client';
import { keep, kept, keyOfPerson } from './storage';
import { currentLogin, forgetLogin, keepTokens } from './tokens';

/** A server that knows which tokens are good, and counts what it is asked. */
class Server {
    good = 'access-1';
    refreshToken = 'refresh-1';
    refreshes = 0;
    served = 0;
    bodies: string[] = [];

    readonly fetch = async (request: Request): Promise<Response> => {
        if (new URL(request.url).pathname === '/api/v1/auth/refresh') {
            this.refreshes++;
            const body: unknown = await request.json();
            if (JSON.stringify(body) !== JSON.stringify({ refresh_token: this.refreshToken })) {
                return json(401, { error_code: 'invalid_refresh_token', message: 'no' });
            }
            this.good = `access-${this.refreshes + 1}`;
            this.refreshToken = `refresh-${this.refreshes + 1}`;
            return json(200, tokens('ada', this.good, this.refreshToken));
        }
        if (request.headers.get('Authorization') !== `Bearer ${this.good}`) {
            return json(401, { error_code: 'unauthenticated', message: 'no' });
        }
        this.served++;
        this.bodies.push(await request.text());
        return json(200, { tracks: [], session_id: 's' });
    };
}

function json(status: number, body: unknown): Response {
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

function tokens(id: string, access: string, refresh: string) {
    const user = { id, email: `${id}@example.org` };
    return { access_token: access, token_type: 'bearer' as const, expires_in: 3600, refresh_token: refresh, user };
}

let server: Server;

beforeEach(() => {
    server = new Server();
    vi.stubGlobal('fetch', server.fetch);
    keepTokens(tokens('ada', 'access-1', 'refresh-1'));
});

afterEach(() => {
    forgetLogin();
    vi.unstubAllGlobals();
});

describe('a request of a person who is logged in', () => {
    it('is renewed once for two requests that are refused at the same time, and both are served', async () => {
        server.good = 'access-2';
        await Promise.all([answered(api.GET('/api/v1/tracks')), answered(api.GET('/api/v1/users/me/progress'))]);
        expect(server.refreshes).toBe(1);
        expect(server.served).toBe(2);
        expect(currentLogin()?.refreshToken).toBe('refresh-2');
    });

    it('is sent again with its body', async () => {
        server.good = 'access-2';
        await answered(api.POST('/api/v1/chat/messages', { body: { content: 'Hello' } }));
        expect(server.bodies).toEqual(['{"content":"Hello"}']);
    });

    it('uses the token that another tab has brought meanwhile, and asks for none', async () => {
        server.good = 'access-9';
        const elsewhere = { ...currentLogin(), accessToken: 'access-9', refreshToken: 'refresh-9' };
        const sent = answered(api.GET('/api/v1/tracks'));
        localStorage.setItem('chiron.login', JSON.stringify(elsewhere));
        await sent;
        expect(server.refreshes).toBe(0);
    });

    it('waits when the login has run out, and goes on once the same person has logged in', async () => {
        server.good = 'access-7';
        server.refreshToken = 'used-up';
        const sent = answered(api.GET('/api/v1/tracks'));
        await vi.waitFor(() => expect(currentLogin()?.expired).toBe(true));
        expect(server.served).toBe(0);
        keepTokens(tokens('ada', 'access-7', 'refresh-7'));
        await sent;
        expect(server.served).toBe(1);
    });

    it('fails when somebody else logs in, of whom nothing is asked', async () => {
        server.good = 'access-7';
        server.refreshToken = 'used-up';
        const sent = answered(api.GET('/api/v1/tracks'));
        const failed = expect(sent).rejects.toMatchObject({ status: 401 });
        await vi.waitFor(() => expect(currentLogin()?.expired).toBe(true));
        keepTokens(tokens('bob', 'access-7', 'refresh-7'));
        await failed;
        expect(server.served).toBe(0);
    });

    it('fails, and the login stays, when the server cannot be reached', async () => {
        vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
        await expect(api.GET('/api/v1/tracks')).rejects.toMatchObject({
            status: 0,
            code: 'unreachable',
            passing: true,
        });
        expect(currentLogin()?.expired).toBe(false);
    });
});

describe('logging out', () => {
    it('forgets everything of that person and nothing else', () => {
        keep(keyOfPerson('ada', 'draft.1'), 'Half a thought');
        keep('chiron.theme', 'dark');
        forgetLogin();
        expect(kept(keyOfPerson('ada', 'draft.1'))).toBeNull();
        expect(kept('chiron.theme')).toBe('dark');
        expect(currentLogin()).toBeNull();
    });

    it('is what the log-in of another person does to the one before', () => {
        keep(keyOfPerson('ada', 'draft.1'), 'Half a thought');
        keepTokens(tokens('bob', 'b', 'b'));
        expect(kept(keyOfPerson('ada', 'draft.1'))).toBeNull();
        expect(currentLogin()?.user.id).toBe('bob');
    });
});

describe('the role', () => {
    it.each([
        [{ app_metadata: { role: 'teacher' } }, 'teacher'],
        [{ app_metadata: {} }, 'learner'],
        [{ role: 'teacher' }, 'learner'],
    ])('of claims %j is %s', (claims, role) => {
        const token = `h.${btoa(JSON.stringify(claims))}.s`;
        expect(keepTokens(tokens('ada', token, 'r')).user.role).toBe(role);
    });
});
