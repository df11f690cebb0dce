import { GOES_ON, words } from '../tutor/model.ts';
import { expect, logIn, REFUSED, test } from './story.ts';

test('a reload in the middle of a reply shows it whole, and nothing twice', async ({ chat, model }) => {
    const held = model.held();
    await chat.say('[hold 20 of 60]');
    const goOn = await held;
    await expect(chat.replies.last()).toContainText('word20');

    await chat.page.reload();
    await expect(chat.replies.last()).toContainText('word20');
    goOn();

    await chat.expectReply('word60');
    await expect(chat.replies).toHaveCount(1);
    await expect(chat.replies.last()).toContainText(words(1, 60));
    await chat.page.reload();
    await expect(chat.replies.last()).toContainText(words(1, 60));
    expect(((await chat.messages.textContent()) ?? '').match(/word37\b/g)).toHaveLength(1);
});

test('what is said in one window is seen in the other while it is being said', async ({ chat, anotherTab, model }) => {
    await chat.say('Hello there');
    await chat.expectReply(GOES_ON);
    const other = await anotherTab();
    await other.page.goto(chat.page.url());
    await expect(other.replies).toHaveCount(1);
    const held = model.held();

    await chat.say('[hold 5 of 9]');
    const goOn = await held;
    await expect(other.said.last()).toContainText('[hold 5 of 9]');
    await expect(other.replies.last()).toContainText('word5');
    goOn();

    await other.expectReply(words(1, 9));
    await chat.expectReply(words(1, 9));
});

test('a stopped reply stays as far as it came, and says that it was stopped', async ({ chat, model }) => {
    const held = model.held();
    await chat.say('[hold 8 of 80]');
    const goOn = await held;
    await expect(chat.replies.last()).toContainText('word8');

    await chat.page.getByRole('button', { name: 'Stop the tutor' }).click();

    await chat.expectSilence();
    goOn();
    await expect(chat.replies.last()).toContainText('You stopped the tutor here.');
    await expect(chat.replies.last()).not.toContainText('word9');
    await chat.say('Go on with something else');
    await chat.expectReply(GOES_ON);
});

test('when the model fails the page says so calmly, and asks again when told to', async ({ chat, model }) => {
    await chat.say('[refuse]');
    const again = chat.page.getByRole('button', { name: 'Ask again' });
    await expect(again).toBeVisible();
    const asked = model.asked('[refuse]');

    await again.click();

    await expect.poll(() => model.asked('[refuse]')).toBeGreaterThan(asked);
    await expect(again).toBeVisible();
    await expect(chat.said).toHaveCount(1);
    await chat.page.getByRole('button', { name: 'Edit' }).click();
    await chat.page.getByLabel('Say it in other words').fill('Something better');
    await chat.page.getByRole('button', { name: 'Ask', exact: true }).click();
    await chat.expectReply(GOES_ON);
    await expect(chat.said).toHaveText(/Something better/);
});

test('a message written without a line is kept, marked, and sent once when the line is back', async ({ chat, context, learner, complaints }) => {
    await chat.say('Hello there');
    await chat.expectReply(GOES_ON);
    const session = await chat.sessionId();
    await context.setOffline(true);

    await chat.say('Written on a train');
    await expect(chat.said.last()).toContainText(/Sending|Not sent/);
    await context.setOffline(false);
    await expect(chat.replies).toHaveCount(2);
    await chat.expectSilence();
    const { messages } = await learner.api<{ messages: { content: string }[] }>(`/chat/sessions/${session}/messages`);
    expect(messages.filter((each) => each.content === 'Written on a train')).toHaveLength(1);
    complaints.expected(REFUSED, /ERR_INTERNET_DISCONNECTED/);
});

test('a tutor that is killed in the middle of a reply and started again finishes it, and the page comes back by itself', async ({
    chat,
    model,
    tutor,
    complaints,
}) => {
    test.setTimeout(180_000);
    const held = model.held();
    await chat.say('[hold 12 of 40]');
    const goOn = await held;
    await expect(chat.replies.last()).toContainText('word12');

    await tutor.kill();
    await expect(chat.page.getByText('Connecting again.')).toBeVisible();
    await chat.composer.fill('Half a thought');
    const next = model.held();
    await tutor.start();
    goOn();
    (await next)();

    await expect(chat.replies.last()).toContainText(words(1, 40), { timeout: 90_000 });
    await chat.expectSilence();
    await expect(chat.page.getByText('Connecting again.')).toHaveCount(0);
    await expect(chat.composer).toHaveValue('Half a thought');
    await expect(chat.said).toHaveCount(1);
    expect(((await chat.messages.textContent()) ?? '').match(/word7\b/g)).toHaveLength(1);
    complaints.expected(REFUSED, /ERR_/);
});

test('a login that has run out is asked for over the page, and nothing that was typed is lost', async ({ chat, learner, complaints }) => {
    await chat.composer.fill('Half a thought');
    await chat.page.evaluate(() => {
        for (const key of Object.keys(localStorage)) {
            const value = localStorage.getItem(key) ?? '';
            localStorage.setItem(key, value.replace(/(access_token|refresh_token|accessToken|refreshToken)":"[^"]+"/g, '$1":"no.more.valid"'));
        }
    });
    await chat.page.reload();
    const dialog = chat.page.getByRole('dialog', { name: 'Please log in again' });
    await expect(dialog).toBeVisible();
    await dialog.getByLabel('Password', { exact: true }).fill(learner.password);
    await dialog.getByRole('button', { name: 'Log in' }).click();

    await expect(dialog).toHaveCount(0);
    await expect(chat.composer).toHaveValue('Half a thought');
    await chat.composer.press('Enter');
    await chat.expectReply(GOES_ON);
    complaints.expected(REFUSED);
});

test('who logs out leaves nothing behind for the next one', async ({ chat, page, learner, tutor }) => {
    await chat.say('A secret of mine');
    await chat.expectReply(GOES_ON);
    await chat.composer.fill('and a draft');
    const address = page.url();

    await page.getByRole('button', { name: 'Log out' }).click();

    await expect(page).toHaveURL(/\/login|\/signup/);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/secret|draft of|access_token|and a draft/);
    await page.goto(address);
    await expect(page).toHaveURL(/\/login/);
    await logIn(page, learner);
    expect(tutor.url).toBeTruthy();
});

test('words that would do harm are only words', async ({ chat }) => {
    const hostile = '<img src=x onerror="alert(1)"> [click](javascript:alert(2)) <script>alert(3)</script> **bold**';
    await chat.say(`[say ${hostile}]`);

    await chat.expectReply('bold');
    await expect(chat.replies.last().locator('strong')).toHaveText('bold');
    await expect(chat.replies.last().locator('script, img, a[href^="javascript"]')).toHaveCount(0);
});

test('what is too long is told before it is sent', async ({ chat }) => {
    await chat.composer.fill('x'.repeat(16_001));

    await expect(chat.page.getByText('Too long by 1.')).toBeVisible();
    await expect(chat.page.getByRole('button', { name: 'Send' })).toBeDisabled();
});

test('a long reply is read from its beginning', async ({ chat }) => {
    await chat.say('[long]');

    await chat.expectReply('Paragraph 59');
    await expect(chat.replies.last().getByText('Paragraph 0 ')).toBeInViewport();
    await chat.page.getByRole('button', { name: 'More below' }).click();
    await expect(chat.replies.last().getByText('Paragraph 59')).toBeInViewport();
});

test('an address that leads nowhere says so', async ({ chat, complaints }) => {
    await chat.page.goto('/no/such/page');
    await expect(chat.page.getByRole('heading', { level: 1 })).toBeVisible();
    await chat.page.goto('/chat/00000000-0000-4000-8000-000000000000');
    await expect(chat.page.getByRole('heading', { name: 'No such conversation' })).toBeVisible();
    complaints.expected(REFUSED);
});
