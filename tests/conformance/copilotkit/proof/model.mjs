// A scripted OpenAI-compatible model: what it says is chosen by a marker in the learner's last message.

import { createServer } from 'node:http';

const QUIZ = {
  quiz_id: 'primes',
  question_text: 'Which of these is prime?',
  options: [
    { id: 'a', text: 'Nine' },
    { id: 'b', text: 'Eleven' },
    { id: 'c', text: 'Fifteen' },
  ],
  correct_option_id: 'b',
  explanation: 'Only one and the number itself divide it.',
};

const DIAGRAM = {
  diagram_id: 'loop',
  diagram_type: 'mermaid',
  diagram_data: 'graph LR; A-->B; B-->A',
  caption: 'A loop of two',
};

/** What it says when no marker asks for anything else. */
export const GOES_ON = 'The tutor goes on.';

/** The words of a counted reply: each occurs once, so that a lost or doubled one shows. */
export const words = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => `word-${from + index}`).join(' ');

const text = (content) =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');

/** What the model does for a conversation: deltas in order, each a text, a call or a pause until it is let go. */
function script(messages, drafts) {
  const last = messages.at(-1);
  const said = text(messages.findLast((message) => message.role === 'user')?.content);
  if (last?.role === 'tool') {
    const results = messages.slice(messages.findLastIndex((message) => message.role !== 'tool') + 1);
    return [{ say: `The page answered: ${results.map((result) => text(result.content)).join(' | ')}` }];
  }
  const draft = /\[draft (\S+)]/.exec(said)?.[1];
  if (draft) {
    drafts.set(draft, (drafts.get(draft) ?? 0) + 1);
    return [{ say: `Draft ${drafts.get(draft)}.` }];
  }
  if (said.includes('[diagram]')) {
    return [{ say: 'Look at this.' }, { call: 'its_render_diagram_viewer', args: DIAGRAM }];
  }
  const hold = /\[hold (\d+) of (\d+)]/.exec(said);
  if (hold) {
    const [, shown, all] = hold.map(Number);
    const first = words(1, shown);
    return [...(first ? [{ say: `${first} ` }] : []), { hold: true }, { say: words(shown + 1, all) }];
  }
  if (said.includes('[refuses]')) {
    return [{ refuse: true }];
  }
  const count = /\[count (\d+)]/.exec(said);
  if (count) {
    return [{ say: words(1, Number(count[1])) }];
  }
  if (said.includes('[quiz]')) {
    return [{ say: 'Try this one.' }, { call: 'its_render_quick_quiz', args: QUIZ }];
  }
  if (said.includes('[dark]')) {
    return [{ say: 'Lights out.' }, { call: 'setTheme', args: { theme: 'dark' } }];
  }
  if (said.includes('[dark and large]')) {
    return [
      { call: 'setTheme', args: { theme: 'dark' } },
      { call: 'setFont', args: { size: 'large' } },
    ];
  }
  return [{ say: GOES_ON }];
}

/** A reply that the model holds back in the middle. */
class Hold {
  #go;
  #released = new Promise((resolve) => (this.#go = resolve));
  #lost;
  /** Settles when the caller has hung up on the held reply. */
  dropped = new Promise((resolve) => (this.#lost = resolve));

  constructor(request, response) {
    response.on('close', () => {
      if (!response.writableFinished) this.#lost();
      this.#go();
    });
  }

  release() {
    this.#go();
  }

  wait() {
    return this.#released;
  }
}

/**
 * @returns the model: its `url`, the `requests` it got, `held()` for the next reply that it holds back,
 *     `reset()`, `close()`
 */
export async function startModel() {
  const requests = [];
  const holds = [];
  const waiting = [];
  /** How often each `[draft …]` was written. */
  const drafts = new Map();
  let calls = 0;

  function hold(request, response) {
    const held = new Hold(request, response);
    const taker = waiting.shift();
    if (taker) taker(held);
    else holds.push(held);
    return held;
  }

  async function answer(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = JSON.parse(body);
    requests.push(asked);
    const steps = script(asked.messages, drafts);
    if (steps[0].refuse) {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (delta, finish = null) =>
      response.write(
        `data: ${JSON.stringify({
          id: 'c1',
          object: 'chat.completion.chunk',
          created: 1,
          model: asked.model,
          choices: [{ index: 0, delta, finish_reason: finish }],
        })}\n\n`,
      );
    send({ role: 'assistant', content: '' });
    let called = 0;
    for (const step of steps) {
      if (step.say) {
        for (const piece of step.say.match(/\S+\s*|\s+/g)) send({ content: piece });
      } else if (step.hold) {
        await hold(request, response).wait();
        if (response.destroyed) return;
      } else {
        const json = JSON.stringify(step.args);
        const half = Math.floor(json.length / 2);
        const index = called++;
        const begin = { name: step.call, arguments: json.slice(0, half) };
        send({ tool_calls: [{ index, id: `call_${++calls}`, type: 'function', function: begin }] });
        send({ tool_calls: [{ index, function: { arguments: json.slice(half) } }] });
      }
    }
    send({}, called ? 'tool_calls' : 'stop');
    response.end('data: [DONE]\n\n');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    requests,
    /** Forgets what a scenario that failed has left behind. */
    reset() {
      for (const held of holds.splice(0)) held.release();
      waiting.length = 0;
    },
    held: () => (holds.length ? Promise.resolve(holds.shift()) : new Promise((resolve) => waiting.push(resolve))),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
