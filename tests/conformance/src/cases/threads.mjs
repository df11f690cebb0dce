/** Threads that outlive a connection: reload, dropped lines, several tabs, several people, stop. */
import { assistantText, reduce, textOf } from "../reducer.mjs";
import { unanswered } from "../checks.mjs";
import { settled } from "../trial.mjs";

/** @typedef {import("../trial.mjs").Trial} Trial */
/** @typedef {import("../trial.mjs").Conversation} Conversation */

const deltas = (/** @type {number} */ wanted) => (/** @type {any[]} */ events) =>
  events.filter((event) => event.type === "TEXT_MESSAGE_CONTENT" || event.type === "TEXT_MESSAGE_CHUNK").length >= wanted;

/** What a page shows that has just been opened on this thread. @param {Trial} t @param {string} threadId */
async function reloaded(t, threadId) {
  const page = t.conversation({ threadId });
  const x = t.served(await page.finish(page.attach()), "the page that was opened");
  return { page, x };
}

/** @param {Conversation} c @returns {string} roles, ids and texts, in order */
function shown(c) {
  return JSON.stringify(c.messages.filter((one) => one.role !== "activity").map((one) => [one.role, one.id, textOf(one.content)]));
}

/** @param {Trial} t @param {string} threadId @param {Record<string, string>} [headers] */
function stop(t, threadId, headers = t.profile.headers) {
  const url = /** @type {string} */ (t.profile.endpoints.stop).replace("{threadId}", encodeURIComponent(threadId));
  return t.plain({ url, method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: "{}" });
}

/** @type {import("../runner.mjs").Case[]} */
export const THREADS = [
  {
    id: "threads-apart",
    rule: "Runs of different threads at one time have nothing of one another",
    spec: "basic/transports §The binding contract",
    async run(t) {
      const many = await Promise.all(
        Array.from({ length: 6 }, async (_, at) => {
          const c = t.conversation();
          return { at, x: await c.say(`${t.prompt("hello")} n${at}-${t.token}`) };
        }),
      );
      const ids = new Set();
      for (const { at, x } of many) {
        t.served(x, `thread ${at}`);
        for (const other of many) {
          t.expect(other.at === at || !JSON.stringify(x.events).includes(`n${other.at}-${t.token}`), `thread ${at} was sent words of thread ${other.at}`);
        }
        for (const event of x.of("TEXT_MESSAGE_START")) {
          t.expect(!ids.has(event.messageId), `two threads have a message ${event.messageId}`);
          ids.add(event.messageId);
        }
      }
    },
  },
  {
    id: "two-runs-at-once",
    rule: "A second message while a run of the thread is active is served or refused as a client error; it breaks neither run",
    spec: "practice (two tabs; clients know 409)",
    needs: ["prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const first = c.start();
      await first.until(deltas(2), t.profile.limits.runMs, "word");
      const other = t.conversation({ threadId: c.threadId });
      const second = await other.say(t.prompt("hello"));
      if (second.isStream) t.served(second, "the second run");
      else t.refused(second, "the second run");
      t.served(await c.finish(first), "the first run");
    },
  },
  {
    id: "hang-up-early",
    rule: "A client that goes away, at whatever moment, does not spoil the thread or the server for those who come after",
    spec: "basic/transports §Truncation",
    peers: ["raw"],
    async run(t) {
      for (const wait of [0, 1, 2]) {
        const x = t.open(t.input());
        if (wait > 0) await x.until((events) => events.length >= wait, t.profile.limits.runMs, `event ${wait}`);
        x.abort();
      }
      const x = t.served(await t.post(t.input()), "the run after those");
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "dropped-line",
    rule: "After a dropped line the same history under a new runId leads to one whole reply, neither lost nor doubled",
    spec: "basic/transports/http-sse §No resumption",
    needs: ["prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const [messages, state] = [structuredClone(c.messages), {}];
      const dropped = c.start({ messages, state });
      await dropped.until(deltas(3), t.profile.limits.runMs, "word");
      dropped.abort();
      await settled(dropped);
      const again = await c.run({ messages, state });
      if (!again.isStream) {
        t.refused(again, "the run after the dropped line");
        return;
      }
      t.served(again, "the run after the dropped line");
      const replies = c.messages.filter((one) => one.role === "assistant");
      t.expect(replies.length === 1, `the page shows ${replies.length} replies`);
      const wanted = t.profile.replies.long;
      t.expect(!wanted || replies[0].content === wanted, `the reply is ${JSON.stringify(replies[0].content)}`);
    },
  },
  {
    id: "another-person",
    rule: "A thread id is no key: under another identity it neither shows nor changes what was said",
    spec: "basic/transports §The binding contract (authorization is the application's)",
    needs: ["second"],
    async run(t) {
      const mine = t.conversation();
      t.served(await mine.say(`${t.prompt("hello")} secret-${t.token}`));
      const theirs = t.conversation({ threadId: mine.threadId, headers: t.otherHeaders });
      const x = await theirs.say(t.prompt("hello"));
      t.expect(!x.body.includes(`secret-${t.token}`), "the other person was shown what I said");
      if (x.isStream) t.served(x, "the other person's run");
      else t.refused(x, "the other person's run");
      const asked = await t.modelCalls();
      if (asked && x.isStream) t.expect(!JSON.stringify(asked.requests.at(-1)).includes(`secret-${t.token}`), "the other person's model was shown what I said");
      t.served(await mine.run(), "my thread afterwards");
      t.expect(mine.messages.some((one) => textOf(one.content).includes(`secret-${t.token}`)), "my message is gone");
      t.expect(mine.messages.length === 2, `my page shows ${mine.messages.length} messages`);
    },
  },
  {
    id: "connect-idle",
    rule: "A page that is opened on a thread at rest is shown the whole of it, as snapshots, under the ids that were streamed",
    spec: "events/lifecycle §Several runs on one stream",
    needs: ["endpoints.connect"],
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(t.prompt("hello")));
      t.served(await c.say(t.prompt("hello")));
      const { page, x } = await reloaded(t, c.threadId);
      t.expect(shown(page) === shown(c), `the opened page shows ${shown(page)}, the other ${shown(c)}`);
      t.expect(x.of("TEXT_MESSAGE_START").length === 0, "what was said long ago is streamed again");
      // And so it is for a page that already has all of it.
      t.served(await c.finish(c.attach()), "the page that attaches again");
      t.expect(shown(page) === shown(c), `attaching again changed the page to ${shown(c)}`);
    },
  },
  {
    id: "connect-unknown",
    rule: "A thread that nobody has spoken in yet is an empty one",
    spec: "practice (a page connects before the first message)",
    needs: ["endpoints.connect"],
    async run(t) {
      const { page } = await reloaded(t, t.id());
      t.expect(page.messages.length === 0, `the page shows ${shown(page)}`);
    },
  },
  {
    id: "connect-live",
    rule: "A page that is opened while a reply is being made shows it from its beginning and sees it grow, whenever it comes",
    spec: "events/lifecycle §Several runs on one stream; events/text-messages §TEXT_MESSAGE_END",
    needs: ["endpoints.connect", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const live = c.start();
      await live.until((events) => events.length > 0, t.profile.limits.runMs, "first event");
      const pages = [];
      for (let at = 1; at <= 8; at++) {
        pages.push(openedAt(t, c.threadId));
        // The next page comes some words later, so that each meets another moment of the run.
        await live.until(deltas(1 + at * 3), t.profile.limits.runMs, `word ${1 + at * 3}`).catch(() => {});
      }
      t.served(await c.finish(live), "the run itself");
      for (const opened of pages) {
        const { page, x } = await opened;
        t.served(x, "a page that was opened meanwhile");
        t.expect(shown(page) === shown(c), `a page that was opened meanwhile shows ${shown(page)}, the first one ${shown(c)}`);
      }
    },
  },
  {
    id: "hang-up-then-connect",
    rule: "A lost connection is no stop: who comes back is shown the whole reply",
    spec: "basic/transports §Truncation",
    needs: ["endpoints.connect", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const x = c.start();
      await x.until(deltas(3), t.profile.limits.runMs, "word");
      x.abort();
      await settled(x);
      const { page } = await reloaded(t, c.threadId);
      const text = assistantText(page.messages);
      const half = assistantText(reduce(x.events).messages);
      t.expect(text.startsWith(half) && text.length > half.length, `the page shows ${JSON.stringify(text)} after ${JSON.stringify(half)}`);
      const { page: later } = await reloaded(t, c.threadId);
      t.expect(shown(later) === shown(page), `a later page shows ${shown(later)}, the first ${shown(page)}`);
    },
  },
  {
    id: "half-reply-kept",
    rule: "A client that kept half of a reply and goes on from there spoils neither that reply nor the next",
    spec: "events/lifecycle §Several runs on one stream",
    needs: ["endpoints.connect", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const x = c.start();
      await x.until(deltas(3), t.profile.limits.runMs, "word");
      x.abort();
      await settled(x);
      c.hold(x);
      const { page: whole } = await reloaded(t, c.threadId);
      const next = t.served(await c.say(t.prompt("hello")), "the run of the client with half a reply");
      t.expect(t.said(next).trim() !== "", "no reply");
      const { page } = await reloaded(t, c.threadId);
      t.expect(page.messages.length === 4, `the opened page shows ${shown(page)}`);
      t.expect(shown(page).startsWith(shown(whole).slice(0, -1)), `the opened page shows ${shown(page)}, before it was ${shown(whole)}`);
    },
  },
  {
    id: "connect-restates-calls",
    rule: "A page that is opened while a frontend tool's call waits for its answer is shown the call without an answer, and can give it",
    spec: "events/tool-calls §Frontend tools",
    needs: ["endpoints.connect", "prompts.tool"],
    async run(t) {
      const tools = [{ name: "conformance_weather", description: "the weather", parameters: { type: "object", properties: { city: { type: "string" } } } }];
      const c = t.conversation();
      t.served(await c.say(t.prompt("tool", { tool: tools[0].name, otherTool: "" }), { tools }));
      const open = unanswered(c.messages);
      t.expect(open.length === 1, `${open.length} calls are open`);
      const { page, x } = await reloaded(t, c.threadId);
      t.expect(JSON.stringify(unanswered(page.messages)) === JSON.stringify(open), `on the opened page the calls ${JSON.stringify(unanswered(page.messages))} are open, not ${JSON.stringify(open)}`);
      t.expect(x.of("TOOL_CALL_RESULT").length === 0, "a result was made up");
      page.answer(open[0], "sunny");
      const answered = t.served(await page.run({ tools }), "the run with the answer of the opened page");
      t.expect(t.said(answered).trim() !== "", "no reply to the answer");
    },
  },
  {
    id: "connect-another-person",
    rule: "Who connects to another person's thread sees what they would see of one that does not exist",
    spec: "basic/transports §The binding contract (authorization is the application's)",
    needs: ["endpoints.connect", "second"],
    async run(t) {
      const mine = t.conversation();
      t.served(await mine.say(`${t.prompt("hello")} secret-${t.token}`));
      const foreign = t.conversation({ threadId: mine.threadId, headers: t.otherHeaders });
      const unknown = t.conversation({ headers: t.otherHeaders });
      const [theirs, nobodys] = [await foreign.finish(foreign.attach()), await unknown.finish(unknown.attach())];
      t.expect(!theirs.body.includes(`secret-${t.token}`), "the other person was shown what I said");
      t.expect(theirs.status === nobodys.status, `answered ${theirs.status}, for a thread that does not exist ${nobodys.status}`);
      t.expect(JSON.stringify(theirs.events.map((event) => event.type)) === JSON.stringify(nobodys.events.map((event) => event.type)), "the two streams differ");
    },
  },
  {
    id: "connect-malformed",
    rule: "Connecting refuses malformed input and missing credentials as running does",
    spec: "basic/run-input §Error Handling",
    peers: ["raw"],
    needs: ["endpoints.connect"],
    async run(t) {
      const url = t.profile.endpoints.connect;
      t.refused(await t.post("hello", { url }), "a body that is no JSON");
      t.refused(await t.post({ runId: t.id(), messages: [] }, { url }), "no threadId");
      if (t.profile.headers.Authorization) {
        const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
        t.refused(await t.plain({ url: /** @type {string} */ (url), headers, body: JSON.stringify(t.input()) }), "no credentials");
      }
    },
  },
  {
    id: "stop",
    rule: "A stopped run closes what is open and ends as cancelled (for a legacy peer as an error), never as success; the thread goes on",
    spec: "events/lifecycle §Cancelled runs",
    needs: ["endpoints.stop", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const x = c.start();
      await x.until(deltas(3), t.profile.limits.runMs, "word");
      const stopped = await stop(t, c.threadId);
      t.expect((stopped.status ?? 0) >= 200 && (stopped.status ?? 0) < 300, `stop was answered ${stopped.status}`);
      await x.until(() => x.terminal !== undefined, t.profile.limits.stopMs, "end of the stopped run");
      await c.finish(x);
      if (x.input.protocolVersion === undefined) {
        t.expect(x.terminal.type === "RUN_ERROR", `a legacy peer was told ${JSON.stringify(x.terminal)}`);
      } else {
        t.expect(x.terminal.outcome?.type === "cancelled", `the run ended with ${JSON.stringify(x.terminal)}`);
      }
      const next = t.served(await c.say(t.prompt("hello")), "the run after the stop");
      t.expect(t.said(next).trim() !== "", "no reply after the stop");
    },
  },
  {
    id: "stop-keeps-what-was-said",
    rule: "What the run delivered before it was stopped remains delivered",
    spec: "events/lifecycle §Cancelled runs",
    needs: ["endpoints.stop", "endpoints.connect", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const x = c.start();
      await x.until(deltas(3), t.profile.limits.runMs, "word");
      await stop(t, c.threadId);
      await c.finish(x);
      const { page } = await reloaded(t, c.threadId);
      t.expect(shown(page) === shown(c), `the opened page shows ${shown(page)}, the other ${shown(c)}`);
    },
  },
  {
    id: "stop-nothing",
    rule: "Where nothing runs there is nothing to stop: not found, also for another person's thread",
    spec: "practice",
    peers: ["raw"],
    needs: ["endpoints.stop"],
    async run(t) {
      t.expect((await stop(t, t.id())).status === 404, "a thread that does not exist was stopped");
      const c = t.conversation();
      t.served(await c.say(t.prompt("hello")));
      t.expect((await stop(t, c.threadId)).status === 404, "a thread at rest was stopped");
    },
  },
  {
    id: "stop-another-person",
    rule: "A run is stopped by the person it runs for, and by nobody else",
    spec: "events/lifecycle §Cancelled runs",
    peers: ["raw"],
    needs: ["endpoints.stop", "second", "prompts.long"],
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("long"));
      const x = c.start();
      await x.until(deltas(2), t.profile.limits.runMs, "word");
      const stopped = await stop(t, c.threadId, t.otherHeaders);
      t.expect(stopped.status === 404 || stopped.status === 403, `stop was answered ${stopped.status}`);
      t.served(await c.finish(x), "the run that another person wanted to stop");
    },
  },
  {
    id: "thread-events",
    rule: "A page that stays open is shown every later run of its thread, each whole and legal",
    spec: "events/lifecycle §Several runs on one stream",
    peers: ["raw"],
    needs: ["endpoints.threadEvents"],
    async run(t) {
      const { threadId } = (await t.profile.prepare.thread?.(t)) ?? { threadId: t.id() };
      const c = t.conversation({ threadId });
      t.served(await c.say(t.prompt("hello")), "the first run");
      const url = /** @type {string} */ (t.profile.endpoints.threadEvents).replace("{threadId}", encodeURIComponent(threadId));
      const page = t.open("", { url, kind: "events", method: "GET", body: undefined, input: { threadId } });
      await page.until((_, x) => x.status !== undefined, 5_000, "answer");
      t.expect(page.isStream, `the page got no stream but ${page.status} ${page.body.slice(0, 200)}`);
      for (const turn of ["second", "third"]) {
        const x = t.served(await c.say(t.prompt("hello")), `the ${turn} run`);
        const { runId } = x.input;
        const ended = (/** @type {any[]} */ events) => events.some((event) => event.type === "RUN_FINISHED" && event.runId === runId);
        await page.until(ended, t.profile.limits.runMs, `end of the ${turn} run on the open page`);
        const held = assistantText(reduce(page.events).messages);
        t.expect(held === assistantText(c.messages), `the open page shows ${JSON.stringify(held)}, the other ${JSON.stringify(assistantText(c.messages))}`);
      }
      page.abort();
    },
  },
];

/** @param {Trial} t @param {string} threadId */
async function openedAt(t, threadId) {
  const page = t.conversation({ threadId });
  const x = await page.finish(page.attach());
  return { page, x };
}
