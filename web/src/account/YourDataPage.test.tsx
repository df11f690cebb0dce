import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentLogin, forgetLogin, keepTokens } from './tokens';
import { YourDataPage } from './YourDataPage';

const asked: { call: string; body: string }[] = [];
let answer: () => Response;

beforeEach(() => {
    asked.length = 0;
    keepTokens({
        access_token: 'a.b.c',
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token: 'r',
        user: { id: 'u1', email: 'ada@example.org' },
    });
    vi.stubGlobal('fetch', async (request: Request) => {
        asked.push({ call: `${request.method} ${new URL(request.url).pathname}`, body: await request.text() });
        return answer();
    });
});

afterEach(() => {
    forgetLogin();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
});

function refused(status: number, code: string, message: string): Response {
    return new Response(JSON.stringify({ error_code: code, message }), { status });
}

async function askToDelete(): Promise<void> {
    render(<YourDataPage />);
    await userEvent.click(screen.getByRole('button', { name: 'Delete my account' }));
}

describe('your data', () => {
    it('is saved as the file that the server names', async () => {
        const saved: string[] = [];
        vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
            saved.push(this.download);
        });
        URL.createObjectURL = () => 'blob:one';
        URL.revokeObjectURL = () => {};
        answer = () =>
            new Response('{}', { headers: { 'Content-Disposition': 'attachment; filename="chiron-export-1.json"' } });
        const { container } = render(<YourDataPage />);

        await userEvent.click(screen.getByRole('button', { name: 'Download my data' }));

        expect(await screen.findByText('The file is with your downloads.')).toBeInTheDocument();
        expect(saved).toEqual(['chiron-export-1.json']);
        expect(asked.map(({ call }) => call)).toEqual(['GET /api/v1/users/me/export']);
        expect((await axe.run(container)).violations).toEqual([]);
    });

    it('says why it cannot be had right now', async () => {
        answer = () => refused(429, 'rate_limited', 'Too many requests; please wait a moment.');
        render(<YourDataPage />);
        await userEvent.click(screen.getByRole('button', { name: 'Download my data' }));
        expect(await screen.findByRole('alert')).toHaveTextContent('please wait a moment');
    });

    it('goes with the account, by the password, and the person is logged out', async () => {
        answer = () => new Response(null, { status: 202 });
        await askToDelete();
        expect((await axe.run(screen.getByRole('dialog'))).violations).toEqual([]);

        await userEvent.type(screen.getByLabelText('Your password'), 'a long enough one{Enter}');

        await vi.waitFor(() => expect(currentLogin()).toBeNull());
        expect(asked).toEqual([{ call: 'DELETE /api/v1/users/me', body: '{"password":"a long enough one"}' }]);
    });

    it('stays when the password is wrong, and says so at the field', async () => {
        answer = () => refused(403, 'wrong_password', 'The password is wrong.');
        await askToDelete();
        await userEvent.type(screen.getByLabelText('Your password'), 'a guess{Enter}');
        expect(await screen.findByText('This is not your password.')).toBeInTheDocument();
        expect(screen.getByLabelText('Your password')).toHaveAccessibleDescription(/This is not your password/);
        expect(currentLogin()).not.toBeNull();
    });

    it('stays when the login is too old for an account without a password, and says what helps', async () => {
        answer = () => refused(403, 'recent_login_required', 'Please log in again first.');
        await askToDelete();
        await userEvent.click(screen.getByRole('button', { name: 'Delete everything' }));
        expect(await screen.findByRole('alert')).toHaveTextContent('Please log in again first.');
        expect(asked[0]?.body).toBe('{}');
    });

    it('stays when the person thinks better of it', async () => {
        await askToDelete();
        await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
        expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
        expect(asked).toEqual([]);
    });
});
