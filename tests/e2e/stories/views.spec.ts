import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { Chat } from '../views/Chat.ts';
import { expect, logIn, test } from './story.ts';

const SHOTS = new URL('../target/screenshots/', import.meta.url).pathname;

const sizes = [
    { name: 'desk', width: 1280, height: 800 },
    { name: 'phone', width: 390, height: 844 },
    { name: 'narrow', width: 320, height: 640 },
];

const STRANGE = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenpensionsauszahlungsstelle مرحبا بالعالم `let x = 1` and $x^2$';

/** Looks at what is on the screen: no barrier, nothing that has to be scrolled sideways; and keeps a picture of it. */
async function look(page: Page, view: string, theme: string, size: string) {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        `${view}, ${theme}, ${size}`,
    ).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${view} has to be scrolled sideways, ${theme}, ${size}`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `${SHOTS}${view}-${theme}-${size}.png` });
}

for (const theme of ['light', 'dark'] as const) {
    for (const { name: size, ...viewport } of sizes) {
        test.describe(`In the ${theme}, on a screen ${viewport.width} pixels wide,`, () => {
            test.use({ colorScheme: theme, viewport, contextOptions: { reducedMotion: 'reduce' } });

            test('every view can be used by everybody', async ({ page, learner, complaints }) => {
                test.setTimeout(120_000);
                await page.goto('/signup');
                await expect(page.getByLabel('Email')).toBeVisible();
                await look(page, 'sign-up', theme, size);
                await page.goto('/login');
                await expect(page.getByLabel('Email')).toBeVisible();
                await look(page, 'log-in', theme, size);

                await logIn(page, learner);
                const chat = new Chat(page);
                await expect(page.getByRole('button', { name: /^Start: / })).toHaveCount(3);
                await look(page, 'new-chat', theme, size);

                await chat.say(`[say ${STRANGE}]`);
                await chat.expectReply('Donau');
                await chat.say('[show quick_quiz]');
                await expect(page.getByRole('button', { name: 'Answer' })).toBeEnabled();
                await chat.expectSilence();
                await look(page, 'question', theme, size);

                await chat.say('[refuse]');
                await expect(page.getByRole('button', { name: 'Ask again' })).toBeVisible();
                await look(page, 'failed-turn', theme, size);

                await page.goto('/tracks');
                await expect(page.getByRole('button', { name: /^Start: / })).toHaveCount(3);
                await look(page, 'tracks', theme, size);
                const { tracks } = await learner.api<{ tracks: { track_id: string }[] }>('/tracks');
                await page.goto(`/tracks/${tracks[0]?.track_id}`);
                await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
                await expect(page.getByRole('listitem').first()).toBeVisible();
                await look(page, 'track', theme, size);

                await page.getByRole('button', { name: /^Start/ }).first().click();
                await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
                await chat.expectSilence();
                await look(page, 'lesson', theme, size);

                if (viewport.width < 1000) {
                    await page.getByRole('button', { name: 'Menu' }).click();
                    await expect(page.getByRole('dialog')).toBeVisible();
                    await look(page, 'menu', theme, size);
                    await page.keyboard.press('Escape');
                }
                await page.goto('/account');
                await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
                await look(page, 'your-data', theme, size);
                await page.getByRole('button', { name: 'Delete my account' }).click();
                await expect(page.getByRole('dialog')).toBeVisible();
                await look(page, 'delete-account', theme, size);
                await page.keyboard.press('Escape');
                await page.goto('/teach');
                await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
                await look(page, 'teachers-only', theme, size);
                await page.goto('/no/such/page');
                await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
                await look(page, 'not-found', theme, size);
                complaints.expected(/404/);
            });
        });
    }
}
