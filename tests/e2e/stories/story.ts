import { randomUUID } from 'node:crypto';
import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { type Model, startModel } from '../tutor/model.ts';
import { Tutor } from '../tutor/tutor.ts';
import { Chat } from '../views/Chat.ts';

export { expect };

/** A person with an account of their own. */
export interface Learner {
    email: string;
    password: string;
    token: string;
    /** Looks at the tutor as this learner, beside the page. */
    api: <Body>(path: string, body?: object) => Promise<Body>;
}

/** What the browser complained of. A story that expects something takes it out; what is left at its end fails it. */
export class Complaints {
    readonly all: string[] = [];

    watch(page: Page) {
        page.on('console', (message) => {
            if (message.type() === 'error' || message.type() === 'warning') {
                this.all.push(`${message.type()}: ${message.text()}`);
            }
        });
        page.on('pageerror', (error) => this.all.push(`uncaught: ${String(error)}`));
        page.on('dialog', (dialog) => {
            this.all.push(`dialog: ${dialog.message()}`);
            void dialog.dismiss();
        });
    }

    /** Takes out what was to be expected. */
    expected(...patterns: RegExp[]) {
        const left = this.all.filter((each) => !patterns.some((pattern) => pattern.test(each)));
        this.all.splice(0, this.all.length, ...left);
    }
}

/** What a browser writes to its console by itself when a request is refused or its line is down. */
export const REFUSED = /Failed to load resource/;

interface Fixtures {
    complaints: Complaints;
    /** Signed up by the API. */
    learner: Learner;
    /** A page of the learner, who is logged in. */
    chat: Chat;
    /** Another browser window of the same learner. */
    anotherTab: () => Promise<Chat>;
}

interface Shared {
    model: Model;
    tutor: Tutor;
}

export async function signUp(tutor: Tutor): Promise<Learner> {
    const email = `${randomUUID()}@example.org`;
    const password = 'correct horse battery';
    const { access_token: token } = await tutor.call<{ access_token: string }>('/auth/signup', {
        body: { email, password },
    });
    return { email, password, token, api: (path, body) => tutor.call(path, { token, ...(body ? { body } : {}) }) };
}

/** Logs in by the page, as people do. */
export async function logIn(page: Page, learner: Learner) {
    await page.goto('/login');
    await page.getByLabel('Email').fill(learner.email);
    await page.getByLabel('Password', { exact: true }).fill(learner.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('textbox', { name: 'Your message' })).toBeVisible();
}

export const test = base.extend<Fixtures, Shared>({
    model: [
        async ({}, use) => {
            const model = await startModel();
            await use(model);
            await model.close();
        },
        { scope: 'worker' },
    ],
    tutor: [
        async ({ model }, use) => {
            const tutor = await Tutor.start('tutor', { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'none' });
            await use(tutor);
            await tutor.close();
        },
        { scope: 'worker', timeout: 150_000 },
    ],
    baseURL: async ({ tutor }, use) => use(tutor.url),
    complaints: [
        async ({}, use) => {
            const complaints = new Complaints();
            await use(complaints);
            expect(complaints.all, 'what the browser complained of').toEqual([]);
        },
        { auto: true },
    ],
    page: async ({ page, complaints }, use) => {
        complaints.watch(page);
        await use(page);
    },
    learner: async ({ tutor }, use) => use(await signUp(tutor)),
    chat: async ({ page, learner }, use) => {
        await logIn(page, learner);
        await use(new Chat(page));
    },
    anotherTab: async ({ context, complaints }, use) => {
        const open = async (from: BrowserContext) => {
            const page = await from.newPage();
            complaints.watch(page);
            await page.goto('/');
            return new Chat(page);
        };
        await use(() => open(context));
    },
});
