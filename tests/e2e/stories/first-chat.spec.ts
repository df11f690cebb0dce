import { randomUUID } from 'node:crypto';
import { GOES_ON } from '../tutor/model.ts';
import { Chat } from '../views/Chat.ts';
import { answerSomehow } from '../views/answering.ts';
import { expect, test } from './story.ts';

test.describe('A person who comes for the first time', () => {
    test('signs up, says something, and is answered', async ({ page, model }) => {
        await page.goto('/');
        await expect(page).toHaveURL(/\/signup$/);
        await page.getByLabel('Email').fill(`${randomUUID()}@example.org`);
        await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
        await page.getByRole('button', { name: 'Sign up' }).click();
        const chat = new Chat(page);
        await expect(page.getByRole('heading', { name: 'What would you like to learn?' })).toBeVisible();
        await expect(chat.composer).toBeFocused();

        const said = `Hello, I am new here ${randomUUID()}`;
        await chat.say(said);

        await expect(chat.said).toHaveText(new RegExp(said));
        await chat.expectReply(GOES_ON);
        await chat.sessionId();
        await expect(page.getByRole('navigation', { name: 'Conversations' })).toContainText('Hello, I am new here');
        expect(model.asked(said)).toBe(1);
    });

    // What is counted: every press of a mouse button after the address was opened; the sign-up form's two fields are the
    // sign-up, and nothing else is typed.
    test('has answered a first question after five clicks', async ({ page }) => {
        let clicks = 0;
        const click = async (name: string | RegExp, role: 'button' | 'radio' = 'button') => {
            clicks++;
            await page.getByRole(role, { name }).first().click();
        };
        await page.goto('/');
        await page.getByLabel('Email').fill(`${randomUUID()}@example.org`);
        await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
        await click('Sign up');
        await click(/^Start: /);
        await click('Continue');
        await expect(page.getByRole('group', { name: 'Question' })).toBeVisible();
        await click(/./, 'radio');
        await click('Answer');

        await expect(page.getByRole('region', { name: 'Messages' })).toContainText(/Correct\.|Not quite\./);
        expect(clicks).toBeLessThanOrEqual(5);
    });

    test('needs no mouse for any of it', async ({ page }) => {
        const email = `${randomUUID()}@example.org`;
        const { keyboard } = page;
        await page.goto('/signup');
        await page.getByLabel('Email').focus();
        await keyboard.type(email);
        await keyboard.press('Tab');
        await keyboard.type('correct horse battery');
        await keyboard.press('Enter');
        const chat = new Chat(page);
        await expect(chat.composer).toBeFocused();
        await keyboard.type('[show quick_quiz]');
        await keyboard.press('Enter');
        const question = page.getByRole('group', { name: 'Question' });
        await expect(question.getByRole('button', { name: 'Answer' })).toBeEnabled();
        await chat.expectSilence();

        await tabTo(chat, () => question.getByRole('radio').first());
        // From the last one, where the keyboard comes in from below.
        await keyboard.press('ArrowUp');
        await keyboard.press('Tab');
        await keyboard.press('Enter');

        await expect(chat.replies.last()).toContainText('Correct.');
        await expect(question).toContainText('Eleven');
    });

    test('who has forgotten their password or is known already is told so, at the field', async ({ page, learner, complaints }) => {
        await page.goto('/login');
        await page.getByLabel('Email').fill(learner.email);
        await page.getByLabel('Password', { exact: true }).fill('something else entirely');
        await page.getByRole('button', { name: 'Log in' }).click();
        await expect(page.getByRole('alert')).toBeVisible();
        await expect(page.getByLabel('Email')).toHaveValue(learner.email);

        await page.goto('/signup');
        await page.getByLabel('Email').fill(learner.email);
        await page.getByLabel('Password', { exact: true }).fill(learner.password);
        await page.getByRole('button', { name: 'Sign up' }).click();
        await expect(page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: /log in|account/i }).first()).toBeVisible();
        complaints.expected(/401|409/);
    });
});

test('A track is followed in the page from its start to its end', async ({ chat, learner }) => {
    test.setTimeout(240_000);
    const { page } = chat;
    await page.getByRole('link', { name: 'Tracks', exact: true }).click();
    // The view before has such buttons too, and stands until this one is there.
    await expect(page.getByRole('heading', { name: 'Tracks', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: /^Start: / }).first().click();
    await chat.sessionId();

    for (let answers = 0; answers < 80; answers++) {
        const { progress } = await learner.api<{ progress: { status: string }[] }>('/users/me/progress');
        if (progress[0]?.status === 'completed') {
            break;
        }
        const open = chat.components.last();
        const before = await chat.components.count();
        await expect(open.getByRole('button').last()).toBeEnabled();
        await answerSomehow(open);
        await expect(async () => {
            const done = (await chat.messages.textContent())?.includes('You have finished');
            expect(done || (await chat.components.count()) > before).toBe(true);
        }).toPass();
        await chat.expectSilence();
    }

    await expect(chat.messages).toContainText('You have finished');
    const { progress } = await learner.api<{ progress: { percent_complete: number; track_id: string }[] }>('/users/me/progress');
    expect(progress[0]?.percent_complete).toBe(100);
    await page.goto(`/tracks/${progress[0]?.track_id}`);
    await expect(page.getByRole('main')).toContainText(/finished|complete/i);
    await page.goto('/tracks');
    await expect(page.getByRole('main')).toContainText('14');
});

async function tabTo(chat: Chat, target: () => ReturnType<Chat['page']['getByRole']>) {
    for (let presses = 0; presses < 40; presses++) {
        await chat.page.keyboard.press('Shift+Tab');
        if (await target().evaluate((element) => element === document.activeElement || element.closest('[role=radiogroup],fieldset')?.contains(document.activeElement))) {
            return;
        }
    }
    throw new Error('the keyboard does not lead there');
}
