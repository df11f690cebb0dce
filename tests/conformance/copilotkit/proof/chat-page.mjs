// The application's page as a learner uses it: everything goes through what can be seen and clicked.

import assert from 'node:assert/strict';

const PATIENCE_MILLIS = 20_000;

export class ChatPage {
  #page;
  #url;
  /** Errors that the page has written to its console or thrown. */
  errors = [];
  /** Requests to anybody but the application's own server. */
  strangers = [];
  /** The AG-UI streams of the page, each with what was posted for it. */
  streams = [];

  constructor(page, url) {
    this.#page = page;
    this.#url = url;
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.on('pageerror', (error) => this.errors.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('requestfinished', async (request) => {
      if (/\/agent\//.test(request.url())) {
        const body = await (await request.response())?.text().catch(() => '(gone with the page)');
        this.streams.push(`POST ${request.url()}\n${request.postData()}\n\n${body}`);
      }
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(url) && !address.startsWith('data:') && !address.startsWith('blob:')) {
        this.strangers.push(address);
      }
    });
  }

  /** Opens a thread and signs in. */
  async open({ learner, thread, runtime = '/api/copilotkit' }) {
    await this.#page.goto(`${this.#url}/?${new URLSearchParams({ thread, runtime })}`);
    await this.#page.fill('[name=email]', learner.email);
    await this.#page.fill('[name=password]', learner.password);
    await this.#page.click('text=Sign in');
    await this.ready();
  }

  async ready() {
    await this.#page.locator('[data-testid=copilot-chat-textarea]').waitFor();
  }

  async reload() {
    await this.#page.reload();
    await this.ready();
  }

  /** Types and presses enter. */
  async types(text) {
    await this.#page.fill('[data-testid=copilot-chat-textarea]', text);
    await this.#page.press('[data-testid=copilot-chat-textarea]', 'Enter');
  }

  async says(text) {
    await this.#page.fill('[data-testid=copilot-chat-textarea]', text);
    await this.#page.click('[data-testid=copilot-send-button]');
  }

  /** The conversation as it is on the screen, oldest first, such as `tutor: Hello`. */
  transcript() {
    return this.#page.evaluate(() => {
      const kinds = '[data-testid=copilot-user-message], [data-testid=copilot-assistant-message], .shown';
      return [...document.querySelectorAll(kinds)].flatMap((message) => {
        if (message.matches('.shown')) return [`shown: ${message.textContent.trim()}`];
        const who = message.dataset.testid === 'copilot-user-message' ? 'learner' : 'tutor';
        const copy = message.cloneNode(true);
        const asked = [...copy.querySelectorAll('.asked')].map(
          (each) => `asked: ${each.querySelector('p')?.textContent ?? ''}`,
        );
        copy.querySelectorAll('.asked, [data-testid$=toolbar], button, svg').forEach((each) => each.remove());
        // The text of two blocks is not one word.
        copy.querySelectorAll('p, li, h1, h2, h3, br').forEach((each) => each.after(' '));
        const text = copy.textContent.replace(/\s+/g, ' ').trim();
        return [...(text ? [`${who}: ${text}`] : []), ...asked];
      });
    });
  }

  /** Waits until the conversation on the screen is this and nothing else. */
  async shows(...expected) {
    await this.#until(() => this.transcript(), expected);
  }

  /** As {@link shows}, and it stays so when the run has ended. */
  async settles(...expected) {
    await this.shows(...expected);
    await this.idle();
    assert.deepEqual(await this.transcript(), expected);
  }

  /** Waits until the conversation on the screen ends with this. */
  async showsLast(...expected) {
    await this.#until(async () => (await this.transcript()).slice(-expected.length), expected);
  }

  async #until(read, expected) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    let seen;
    do {
      seen = await read();
      if (JSON.stringify(seen) === JSON.stringify(expected)) return;
      await this.#nextChange();
    } while (Date.now() < deadline);
    assert.deepEqual(seen, expected);
  }

  /** Waits for an error that the page reports, and takes it off the list. */
  async reports(pattern) {
    await this.#until(async () => this.errors.some((error) => pattern.test(error)), true);
    this.errors = this.errors.filter((error) => !pattern.test(error));
  }

  /** Waits for the run to end, as the page sees it. */
  async idle() {
    await this.#page.locator('[data-testid=copilot-chat][data-copilot-running=false]').waitFor();
  }

  async running() {
    await this.#page.locator('[data-testid=copilot-chat][data-copilot-running=true]').waitFor();
  }

  /** Waits for a component in a state: `executing` waits for the learner's answer, `complete` has it. */
  async component(kind, status) {
    const found = this.#page.locator(`[data-testid=${kind}][data-status=${status}]`).last();
    await found.waitFor();
    return found;
  }

  /** Which kind of component waits for the learner. */
  async waitingComponent() {
    const waiting = this.#page.locator('.asked[data-status=executing]').last();
    await waiting.waitFor();
    return waiting.getAttribute('data-testid');
  }

  async waits(kind) {
    return this.#page.locator(`[data-testid=${kind}][data-status=executing]`).isVisible();
  }

  /** Waits for the page's line about a track. */
  async progress(pattern) {
    await this.#page.locator('[data-testid=progress]', { hasText: pattern }).waitFor();
  }

  /** The option that shows as chosen. */
  async chosen(kind) {
    const done = await this.component(kind, 'complete');
    return done.locator('[aria-pressed=true]').textContent();
  }

  /** Clicks an option of the component that waits, and hears out the run that follows. */
  async answers(kind, option) {
    const asked = await this.component(kind, 'executing');
    await this.#hearsOut(() => asked.getByText(option, { exact: true }).click());
  }

  async answersFirst(kind) {
    const asked = await this.component(kind, 'executing');
    await this.#hearsOut(() => asked.locator('button').first().click());
  }

  /** Says something and hears the tutor out. */
  async talks(text) {
    await this.#hearsOut(() => this.says(text));
  }

  /** Asks for another reply in place of the newest, and hears it out. */
  async asksAgain() {
    await this.#hearsOut(() => this.#page.locator('[data-testid=copilot-regenerate-button]').last().click());
  }

  /** The run's stream has ended and the page has shown it: an idle page alone may not have begun the run yet. */
  async #hearsOut(action) {
    const ended = this.#page.waitForEvent('requestfinished', {
      predicate: (request) => request.url().endsWith('/run'),
      timeout: PATIENCE_MILLIS,
    });
    const [request] = await Promise.all([ended, action()]);
    const { runId } = request.postDataJSON();
    await this.#page.locator(`[data-testid=last-run][data-run="${runId}"]`).waitFor({ state: 'attached' });
    await this.idle();
  }

  /** The stop button is the send button while the tutor speaks. */
  async stops() {
    await this.#page.click('[data-testid=copilot-send-button]');
  }

  async setting(name, value) {
    await this.#page.locator(`main[data-${name}=${value}]`).waitFor();
  }

  async screenshot(path) {
    await this.#page.screenshot({ path });
  }

  /** Resolves when the document changes, or after a moment. */
  #nextChange() {
    return this.#page.evaluate(
      () =>
        new Promise((resolve) => {
          const observer = new MutationObserver(done);
          const late = setTimeout(done, 250);
          function done() {
            observer.disconnect();
            clearTimeout(late);
            resolve();
          }
          observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        }),
    );
  }
}
