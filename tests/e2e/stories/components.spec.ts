import { componentCalls } from '../tutor/componentCalls.ts';
import { answerSomehow } from '../views/answering.ts';
import { expect, test } from './story.ts';

interface Shown {
    name: string;
    status: string;
    reply?: object;
}

const displayed = ['diagram_viewer', 'progress_visualizer'];

for (const name of Object.keys(componentCalls).filter((each) => !displayed.includes(each))) {
    test(`${name} is shown, answered by the keyboard, commented on, and only to be read afterwards`, async ({ chat, learner }) => {
        await chat.say(`[show ${name}]`);
        const component = chat.components.last();
        await expect(component.getByRole('button').first()).toBeVisible();
        await chat.expectSilence();
        await expect(component.locator('button[type=submit]').or(component.getByRole('button')).last()).toBeEnabled();
        const replies = await chat.replies.count();

        await answerSomehow(component);

        await expect(chat.replies).toHaveCount(replies + 1);
        await chat.expectSilence();
        const session = await chat.sessionId();
        const { messages } = await learner.api<{ messages: { component?: Shown }[] }>(`/chat/sessions/${session}/messages`);
        const stored = messages.map((each) => each.component).find((each) => each?.name === name);
        expect(stored?.status).toBe('answered');
        expect(stored?.reply).toBeTruthy();
        await chat.page.reload();
        const again = chat.components.last();
        await expect(again).toContainText(/Your answer|You submitted this code/);
        await expect(again.locator('button[type=submit]')).toHaveCount(0);
    });
}

test('a diagram and a progress are shown and ask nothing', async ({ chat }) => {
    await chat.say('[show diagram_viewer]');
    await expect(chat.components.last()).toContainText('From start to end');
    await expect(chat.components.last().getByRole('img').first()).toBeVisible();
    await chat.expectSilence();

    await chat.say('[show progress_visualizer]');
    await expect(chat.components.last()).toContainText('How far you are');
    await chat.expectSilence();
});

test('a question that is still open is found again after a reload, in a second window too, and answered once', async ({
    chat,
    anotherTab,
}) => {
    await chat.say('[show quick_quiz]');
    await expect(chat.page.getByRole('button', { name: 'Answer' })).toBeEnabled();
    await chat.page.reload();
    const other = await anotherTab();
    await other.page.goto(chat.page.url());
    await expect(other.page.getByRole('button', { name: 'Answer' })).toBeEnabled();
    await chat.page.getByRole('radio', { name: 'Eleven' }).check();
    await chat.page.getByRole('button', { name: 'Answer' }).click();

    await expect(chat.replies.last()).toContainText('Correct.');
    await expect(other.replies.last()).toContainText('Correct.');
    await expect(other.components.last()).toContainText('Your answer: Eleven');
    await expect(other.page.getByRole('button', { name: 'Answer' })).toHaveCount(0);
});
