import { Chat } from '../views/Chat.ts';
import { expect, logIn, REFUSED, signUp, test } from './story.ts';

test('A teacher writes a track with a question, is told what is wrong with it, and a learner is asked it', async ({
    page,
    tutor,
    browser,
    complaints,
}) => {
    const teacher = await signUp(tutor);
    await tutor.makeTeacher(teacher.email);
    await logIn(page, teacher);
    await page.goto('/teach');
    await page.getByRole('link', { name: 'New track' }).click();
    const main = page.getByRole('main');
    const submit = main.locator('button[type=submit]');
    await submit.click();
    await expect(main.getByRole('alert').first()).toBeVisible();
    const title = `Capitals ${Date.now()}`;
    await main.getByLabel('Title').fill(title);
    await submit.click();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();

    await main.getByRole('link', { name: 'Question' }).click();
    await main.getByLabel('Title').fill('Australia');
    await main.getByLabel('Question', { exact: true }).fill('Which city is the capital of Australia?');
    await main.getByLabel('Option 1', { exact: true }).fill('Canberra');
    await main.getByLabel('Option 2', { exact: true }).fill('Canberra');
    await main.getByRole('radio', { name: 'Option 1 is right' }).check();
    await main.getByLabel('Why the answer is what it is').fill('It was built for that.');
    await submit.click();
    await expect(main.getByRole('alert').first()).toBeVisible();
    await main.getByLabel('Option 2', { exact: true }).fill('Sydney');
    await main.getByRole('tab', { name: 'Preview' }).click();
    await expect(main.getByRole('radio', { name: 'Sydney' })).toBeVisible();
    await main.getByRole('button', { name: 'Add it' }).click();
    await expect(main.getByRole('list', { name: 'Units in their order' })).toContainText('Australia');

    const learner = await signUp(tutor);
    const context = await browser.newContext({ baseURL: tutor.url });
    const chat = new Chat(await context.newPage());
    complaints.watch(chat.page);
    await logIn(chat.page, learner);
    await chat.page.goto('/tracks');
    await chat.page.getByRole('button', { name: `Start: ${title}` }).click();
    await chat.page.getByRole('radio', { name: 'Canberra' }).check();
    await chat.page.getByRole('button', { name: 'Answer' }).click();
    await expect(chat.messages).toContainText('Correct.');
    await expect(chat.messages).toContainText('You have finished');
    await context.close();
    complaints.expected(REFUSED);
});

test('who is no teacher is told so, kindly', async ({ chat }) => {
    await chat.page.goto('/teach');
    await expect(chat.page.getByRole('main')).toContainText(/teacher/i);
    await expect(chat.page.getByRole('link', { name: 'New track' })).toHaveCount(0);
});
