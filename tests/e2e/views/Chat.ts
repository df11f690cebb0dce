import { expect, type Locator, type Page } from '@playwright/test';

/** The conversation with the tutor. */
export class Chat {
    constructor(readonly page: Page) {}

    get composer(): Locator {
        return this.page.getByRole('textbox', { name: 'Your message' });
    }

    get messages(): Locator {
        return this.page.getByRole('region', { name: 'Messages' });
    }

    get replies(): Locator {
        return this.messages.locator('[data-kind="reply"]');
    }

    get said(): Locator {
        return this.messages.locator('[data-kind="said"]');
    }

    get components(): Locator {
        return this.messages.locator('[data-kind="component"]');
    }

    /** Types and sends. */
    async say(text: string) {
        await this.composer.fill(text);
        await this.composer.press('Enter');
    }

    /** Waits for the tutor's newest words to be these, and finished. */
    async expectReply(text: string | RegExp) {
        await expect(this.replies.last()).toContainText(text);
        await this.expectSilence();
    }

    /** Waits until nobody is speaking. */
    async expectSilence() {
        await expect(this.page.getByRole('button', { name: 'Stop the tutor' })).toHaveCount(0);
        await expect(this.page.locator('[data-thinking]')).toHaveCount(0);
    }

    /** The id in the address. */
    async sessionId(): Promise<string> {
        await expect(this.page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
        return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
    }
}
