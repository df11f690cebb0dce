/** The model: slow, failing, saying odd things. */

/** @type {import("../runner.mjs").Case[]} */
export const MODEL = [
  {
    id: "first-event-in-time",
    rule: "RUN_STARTED comes at once, however long the model takes for its first word",
    spec: "practice (a page shows that something happens; proxies give up on silent answers)",
    peers: ["raw"],
    needs: ["prompts.slow"],
    alone: true,
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("slow"));
      const x = c.start();
      await x.until((events) => events.length > 0, t.profile.limits.firstEventMs, "first event");
      t.served(await c.finish(x));
      const first = x.frames.find((frame) => frame.event?.type === "TEXT_MESSAGE_CONTENT");
      t.expect((first?.at ?? 0) > t.profile.limits.firstEventMs, "prompts.slow is not slow: the first word came as soon as the first event");
    },
  },
  {
    id: "keep-alive",
    rule: "A run that is silent for long shows that it lives, with an SSE comment",
    spec: "basic/transports/http-sse §Response",
    peers: ["raw"],
    needs: ["prompts.slow"],
    alone: true,
    async run(t) {
      const x = t.served(await t.conversation().say(t.prompt("slow")));
      const times = [...x.chunkTimes, x.endedAt];
      const longest = Math.max(...times.map((at, index) => at - (times[index - 1] ?? 0)));
      t.expect(longest <= t.profile.limits.keepAliveMs, `nothing was sent for ${longest.toFixed(0)} ms`);
    },
  },
  {
    id: "streams-while-it-speaks",
    rule: "Words are sent on as the model says them, not gathered until it is done",
    spec: "events/text-messages §Events",
    needs: ["prompts.long"],
    async run(t) {
      const x = t.served(await t.conversation().say(t.prompt("long")));
      const deltas = x.frames.filter((frame) => frame.event?.type === "TEXT_MESSAGE_CONTENT" || frame.event?.type === "TEXT_MESSAGE_CHUNK");
      t.expect(deltas.length >= 5, `the long reply came in ${deltas.length} piece(s)`);
      const [first, last] = [deltas[0].at, deltas[deltas.length - 1].at];
      t.expect(last - first >= 200, `${deltas.length} pieces within ${(last - first).toFixed(0)} ms: gathered, then sent`);
    },
  },
  {
    id: "characters-survive",
    rule: "Text is not changed on its way: emoji, combining marks and characters cut in halves by the model come out whole",
    spec: "events/text-messages §TEXT_MESSAGE_CONTENT (spec/1.0/conformance: multibyte-text-assembles, zwj-sequence-split-at-the-joiner)",
    needs: ["prompts.unicode", "replies.unicode"],
    async run(t) {
      const c = t.conversation();
      const x = t.served(await c.say(t.prompt("unicode")));
      const wanted = /** @type {string} */ (t.profile.replies.unicode);
      t.expect(t.said(x) === wanted, `the reply is ${JSON.stringify(t.said(x))}, not ${JSON.stringify(wanted)}`);
      const held = c.messages.at(-1)?.content;
      t.expect(held === wanted, `the page shows ${JSON.stringify(held)}`);
    },
  },
  {
    id: "model-fails-at-once",
    rule: "A failure after the stream has begun is told in the stream, by RUN_ERROR, and never as success",
    spec: "basic/transports/http-sse §Errors",
    needs: ["prompts.failing"],
    async run(t) {
      const c = t.conversation();
      const x = await c.say(t.prompt("failing"));
      t.expect(x.status !== undefined && x.status < 600, `no answer (${x.describeEnd()})`);
      if (!x.isStream) {
        t.expect((x.status ?? 0) >= 400, `neither a stream nor an error: ${x.status}`);
        return;
      }
      t.expect(x.terminal, "the run has no terminal event");
      t.expect(x.terminal.type === "RUN_ERROR", "a run whose model failed ended as if it had succeeded");
      t.expect(x.of("TEXT_MESSAGE_CONTENT").length === 0, "text of a model that never spoke");
    },
  },
  {
    id: "model-fails-midway",
    rule: "A model that breaks off ends the run with RUN_ERROR; half a reply is not presented as the whole",
    spec: "events/lifecycle §RUN_ERROR",
    needs: ["prompts.failingMidway"],
    async run(t) {
      const x = await t.conversation().say(t.prompt("failingMidway"));
      t.expect(x.isStream, `no stream: ${x.status}`);
      t.expect(x.terminal, "the run has no terminal event");
      t.expect(x.terminal.type === "RUN_ERROR", "a run whose model broke off ended as if it had succeeded");
    },
  },
  {
    id: "model-recovers",
    rule: "When a second attempt succeeds, the page shows its reply once: nothing of the first is left, nothing is doubled",
    spec: "events/text-messages §TEXT_MESSAGE_END (what a message says is changed by a snapshot alone)",
    needs: ["prompts.recovering", "replies.recovering"],
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(t.prompt("recovering")));
      const shown = c.messages.filter((one) => one.role === "assistant").map((one) => one.content).filter(Boolean);
      const wanted = [t.profile.replies.recovering];
      t.expect(JSON.stringify(shown) === JSON.stringify(wanted), `the page shows ${JSON.stringify(shown)}, not ${JSON.stringify(wanted)}`);
    },
  },
  {
    id: "thread-goes-on-after-an-error",
    rule: "A failed run does not spoil its thread: the next message gets its reply",
    spec: "events/lifecycle §RUN_ERROR",
    needs: ["prompts.failing"],
    async run(t) {
      const c = t.conversation();
      await c.say(t.prompt("failing"));
      const x = t.served(await c.say(t.prompt("hello")), "the run after the failed one");
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
];
