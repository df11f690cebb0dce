/**
 * One mistake at a time. Each says which check or case it is that must find it, and changes the fake server so that it makes it.
 * `in` is the case that is run (for a check; a case is run itself), `by` the peer that runs it.
 */
import { FakeServer, Refusal } from "./fake-server.mjs";

const good = FakeServer.prototype;

/**
 * @typedef {object} Misbehaviour
 * @property {string} breaks the id of a check or a case
 * @property {string} how
 * @property {string} [in]
 * @property {string} [by]
 * @property {string} [found] the check that finds it in the place of the case itself
 * @property {Record<string, any>} bent
 */

/** @param {string} type @param {(event: any, out: any) => any} change */
const each = (type, change) => ({
  event(/** @type {any} */ event, /** @type {any} */ out) {
    return event.type === type ? change(event, out) : event;
  },
});

/** @param {(given: any) => boolean} wrong @param {number} [status] */
const refusing = (wrong, status = 400) => ({
  validate(/** @type {any} */ given) {
    if (wrong(given)) throw new Refusal(status, "not here");
    return good.validate.call(this, given);
  },
});

/** @type {Misbehaviour[]} */
const OF_CHECKS = [
  { breaks: "lf-only", how: "lines end with CRLF", bent: { frame: (/** @type {any} */ event) => `data: ${JSON.stringify(event)}\r\n\r\n` } },
  {
    breaks: "utf-8",
    how: "a byte that is no UTF-8",
    bent: { frame: (/** @type {any} */ event) => Buffer.concat([Buffer.from([0x3a, 0xff, 0x0a]), Buffer.from(good.frame.call(null, event))]) },
  },
  { breaks: "frames", how: "[DONE] before the end", bent: { frame: (/** @type {any} */ event) => (event.type === "RUN_FINISHED" ? `data: [DONE]\n\n${good.frame(event)}` : good.frame(event)) } },
  { breaks: "uncompressed", how: "says that it compresses", bent: { headers: () => ({ ...good.headers(/** @type {any} */ (null)), "Content-Encoding": "gzip" }) } },
  { breaks: "not-cached", how: "lets caches keep the stream", bent: { headers: () => ({ "Content-Type": "text/event-stream" }) } },
  { breaks: "schema", how: "a time as text", bent: each("RUN_STARTED", (event) => ({ ...event, timestamp: "2026-01-01T00:00:00Z" })) },
  { breaks: "nothing-undescribed", how: "a member of its own", bent: each("RUN_STARTED", (event) => ({ ...event, mood: "good" })) },
  { breaks: "absent-not-null", how: "null for what is absent", bent: each("RUN_STARTED", (event) => ({ ...event, parentRunId: null })) },
  { breaks: "event-size", how: "a delta of eleven million characters", bent: each("TEXT_MESSAGE_CONTENT", (event) => (event.delta === "Hello. " ? { ...event, delta: "x".repeat(11 * 1024 * 1024) } : event)) },
  { breaks: "first-event", how: "state before the run", bent: each("RUN_STARTED", (event) => [{ type: "STATE_SNAPSHOT", snapshot: {} }, event]) },
  { breaks: "sequence", how: "a message that is never closed", bent: each("TEXT_MESSAGE_END", () => []) },
  { breaks: "one-terminal", how: "no end", bent: each("RUN_FINISHED", () => []) },
  {
    breaks: "nothing-after-the-end",
    how: "a comment after the end",
    bent: {
      close(/** @type {any} */ out) {
        out.response.end(": good bye\n\n");
      },
    },
  },
  {
    breaks: "body-closed",
    how: "the body stays open for a while",
    bent: {
      close(/** @type {any} */ out) {
        setTimeout(() => out.response.end(), 1_500);
      },
    },
  },
  { breaks: "ids", how: "another run ends than began", bent: each("RUN_FINISHED", (event) => ({ ...event, runId: "another" })) },
  { breaks: "version-declared", how: "no version", bent: { version: () => undefined } },
  { breaks: "legacy-peer", how: "an outcome that old clients refuse", by: "0.0.59", bent: each("RUN_FINISHED", (event) => ({ ...event, outcome: { type: "success", pendingToolCallIds: [] } })) },
  { breaks: "patches-apply", how: "a delta for what is not there", bent: each("STATE_SNAPSHOT", (event) => [event, { type: "STATE_DELTA", delta: [{ op: "replace", path: "/count", value: 1 }] }]) },
  { breaks: "message-ids", how: "the reply takes the question's id", bent: each("TEXT_MESSAGE_START", (event, out) => ({ ...event, messageId: out.input.messages[0].id })) },
  { breaks: "snapshot-complete", how: "a snapshot without the question", bent: each("STATE_SNAPSHOT", (event) => [event, { type: "MESSAGES_SNAPSHOT", messages: [] }]) },
  { breaks: "restated-as-snapshot", how: "an old reply is streamed again", in: "nothing-new", bent: { restate: streamedAgain } },
  { breaks: "frontend-tools", how: "a result for the page's call", in: "tools-called", bent: each("TOOL_CALL_END", (event) => [event, { type: "TOOL_CALL_RESULT", messageId: "made-up", toolCallId: event.toolCallId, content: "sunny" }]) },
  { breaks: "pending-calls", how: "names a call that is not pending", in: "tools-called", bent: each("RUN_FINISHED", (event) => ({ ...event, outcome: { type: "success", pendingToolCallIds: ["another"] } })) },
  {
    breaks: "advertised-tools",
    how: "calls what was not offered",
    bent: each("STATE_SNAPSHOT", (event) => [event, { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "secret" }, { type: "TOOL_CALL_END", toolCallId: "c" }]),
  },
  { breaks: "interrupts", how: "two interrupts with one id", in: "interrupt-raised", bent: each("RUN_FINISHED", (event) => ({ ...event, outcome: { ...event.outcome, interrupts: [event.outcome.interrupts[0], event.outcome.interrupts[0]] } })) },
  { breaks: "cancelled", how: "a stopped run with a result", in: "stop", bent: each("RUN_FINISHED", (event) => ({ ...event, result: 42 })) },
  { breaks: "usage", how: "a total that is none", bent: each("RUN_FINISHED", (event) => ({ ...event, usage: [{ inputTokens: 1, outputTokens: 2, totalTokens: 99 }] })) },
  { breaks: "error-message", how: "a stack trace for a person", in: "model-fails-at-once", bent: each("RUN_ERROR", (event) => ({ ...event, message: "java.lang.NullPointerException\n  at Tutor.java:7" })) },
  { breaks: "client-accepts", how: "a message that is never closed", by: "1.0.0", bent: each("TEXT_MESSAGE_END", () => []) },
  {
    breaks: "client-shows-what-was-said",
    how: "the reply has the id of an activity, under which clients show no text",
    by: "1.0.0",
    bent: each("TEXT_MESSAGE_START", (event) => [{ type: "ACTIVITY_SNAPSHOT", messageId: event.messageId, activityType: "search", content: {} }, event]),
  },
  { breaks: "client-quiet", how: "a member of its own", by: "1.0.0", bent: each("RUN_STARTED", (event) => ({ ...event, mood: "good" })) },
];

/** @type {Misbehaviour[]} */
const OF_TRANSPORT = [
  { breaks: "hello", how: "says nothing", bent: { ask: () => [] } },
  { breaks: "response-headers", how: "another charset", bent: { headers: () => ({ "Content-Type": "text/event-stream; charset=latin1", "Cache-Control": "no-cache" }) } },
  {
    breaks: "accept-variants",
    how: "takes one spelling of Accept",
    bent: before((request) => request.headers.accept !== "text/event-stream" && request.url === "/agent", 406),
  },
  { breaks: "content-type-charset", how: "takes one spelling of Content-Type", bent: before((request) => request.method === "POST" && request.headers["content-type"] !== "application/json", 415) },
  {
    breaks: "body-in-pieces",
    how: "reads one packet",
    bent: {
      gather: (/** @type {any} */ request) => new Promise((resolve) => request.once("data", resolve)),
    },
  },
  { breaks: "expect-continue", how: "does not know it", bent: before((request) => request.headers.expect !== undefined, 417) },
  { breaks: "no-resumption", how: "minds Last-Event-ID", bent: before((request) => request.headers["last-event-id"] !== undefined, 409) },
  {
    breaks: "post-only",
    how: "answers GET with a stream",
    bent: {
      get(/** @type {any} */ response) {
        response.writeHead(200, good.headers(/** @type {any} */ (null))).end('data: {"type":"RUN_ERROR","message":"Post it."}\n\n');
      },
    },
  },
  {
    breaks: "other-content-type",
    how: "reads whatever comes",
    bent: {
      read(/** @type {any} */ _request, /** @type {Buffer} */ bytes) {
        return good.read.call(this, /** @type {any} */ ({ headers: { "content-type": "application/json" } }), bytes);
      },
    },
  },
  { breaks: "without-credentials", how: "lets everyone in", bent: { who: () => "one" } },
];

/** @type {Misbehaviour[]} */
const OF_INPUT = [
  {
    breaks: "not-json",
    how: "breaks on what is no JSON",
    bent: {
      read(/** @type {any} */ _request, /** @type {Buffer} */ bytes) {
        return this.validate(JSON.parse(bytes.toString("utf8")));
      },
    },
  },
  { breaks: "malformed-input", how: "takes what comes", bent: { validate: (/** @type {any} */ given) => ({ messages: [], state: {}, ...given }) } },
  {
    breaks: "refusal-is-json",
    how: "refuses with a word",
    bent: {
      refuse(/** @type {any} */ response, /** @type {number} */ status) {
        response.writeHead(status, { "Content-Type": "text/plain" }).end("no");
      },
    },
  },
  {
    breaks: "refused-leaves-nothing",
    how: "remembers the run that it refused",
    bent: {
      validate(/** @type {any} */ given) {
        try {
          return good.validate.call(this, given);
        } catch (error) {
          /** @type {any} */ (this).thread("one", given.threadId).runs.add(given.runId);
          throw error;
        }
      },
    },
  },
  { breaks: "required-members-only", how: "wants tools", bent: refusing((given) => given.tools === undefined) },
  { breaks: "unknown-members", how: "refuses what it does not know", bent: refusing((given) => "fromTheFuture" in given) },
  { breaks: "unknown-role", how: "refuses a role that it does not know", bent: { understood: (/** @type {any} */ messages) => messages } },
  { breaks: "unknown-part", how: "refuses a part that it does not know", bent: { understood: (/** @type {any} */ messages) => messages } },
  { breaks: "every-role", how: "knows no developer", bent: refusing((given) => given.messages.some((/** @type {any} */ one) => one.role === "developer")) },
  { breaks: "multimodal", how: "takes text alone", bent: refusing((given) => given.messages.some((/** @type {any} */ one) => Array.isArray(one.content))) },
  {
    breaks: "media-only",
    how: "fails when there are no words",
    bent: {
      ask(/** @type {any} */ thread) {
        return [Array.isArray(thread.messages.at(-1).content) ? { status: 500 } : { text: "hello" }];
      },
    },
  },
  { breaks: "legacy-binary-part", how: "refuses the old part", bent: refusing((given) => JSON.stringify(given.messages).includes('"binary"')) },
  { breaks: "opaque-ids", how: "trims ids", found: "ids", bent: each("RUN_STARTED", (event) => ({ ...event, threadId: event.threadId.replaceAll('"', "") })) },
  { breaks: "forwarded-props", how: "wants an object", bent: refusing((given) => typeof given.forwardedProps !== "object") },
  {
    breaks: "context-reaches-the-model",
    how: "keeps the context from the model",
    bent: {
      ask(/** @type {any} */ thread, /** @type {any} */ input, /** @type {number} */ attempt) {
        return good.ask.call(this, thread, { ...input, context: [] }, attempt);
      },
    },
  },
  { breaks: "tool-shapes", how: "wants parameters", bent: refusing((given) => (given.tools ?? []).some((/** @type {any} */ tool) => typeof tool.parameters !== "object")) },
  { breaks: "parent-run", how: "names another parent", bent: each("RUN_STARTED", (event) => ({ ...event, parentRunId: "somebody" })) },
  {
    breaks: "long-message",
    how: "hangs up on a long body",
    bent: {
      read(/** @type {any} */ request, /** @type {Buffer} */ bytes) {
        if (bytes.length > 500_000) request.socket.destroy();
        return good.read.call(this, request, bytes);
      },
    },
  },
  { breaks: "odd-json", how: "breaks on deep JSON", bent: refusing((given) => JSON.stringify(given).includes("[[[["), 500) },
  { breaks: "odd-characters", how: "breaks on NUL", bent: refusing((given) => JSON.stringify(given).includes("\\u0000"), 500) },
  { breaks: "odd-sizes", how: "breaks on long ids", bent: refusing((given) => given.threadId.length > 1000, 500) },
  { breaks: "many-tools", how: "takes a hundred tools", bent: refusing((given) => (given.tools ?? []).length > 100) },
];

/** @type {Misbehaviour[]} */
const OF_VERSIONS = [
  { breaks: "newer-minor", how: "echoes the version", bent: { version: (/** @type {any} */ input) => input.protocolVersion ?? "1.0" } },
  {
    breaks: "other-major",
    how: "begins the run, then refuses it",
    bent: {
      async attempt(/** @type {any} */ ...about) {
        return about[2].protocolVersion === "2.0" ? { kind: "error" } : good.attempt.apply(this, /** @type {any} */ (about));
      },
    },
  },
  { breaks: "uninterpretable-version", how: "wants a version that it understands", bent: refusing((given) => !/^\d+\.\d+$/.test(given.protocolVersion ?? "1.0")) },
  { breaks: "no-version", how: "wants a version", bent: refusing((given) => given.protocolVersion === undefined) },
];

/** Knows better than the client what the history is. */
const appending = {
  history(/** @type {any} */ thread, /** @type {any} */ input) {
    const known = new Set(thread.messages.map((/** @type {any} */ one) => one.id));
    return [...thread.messages, ...input.messages.filter((/** @type {any} */ one) => !known.has(one.id))];
  },
};

/** @type {Misbehaviour[]} */
const OF_HISTORY = [
  { breaks: "no-messages", how: "wants a message", bent: refusing((given) => given.messages.length === 0) },
  { breaks: "conversation", how: "shows the model the newest message alone", bent: { shown: (/** @type {any} */ thread) => thread.messages.slice(-1) } },
  { breaks: "fresh-ids", how: "each reply has the same id", bent: { newId: () => "the-reply" } },
  { breaks: "nothing-new", how: "answers itself", bent: { atRest: () => false } },
  { breaks: "same-run-again", how: "does not know a run again", bent: { again: () => false } },
  { breaks: "truncated-history", how: "appends", bent: appending },
  { breaks: "edited-message", how: "appends", bent: appending },
  { breaks: "regenerate", how: "appends", bent: appending },
  {
    breaks: "only-the-new-message",
    how: "wants the whole history",
    bent: {
      history(/** @type {any} */ thread, /** @type {any} */ input) {
        if (input.messages.length < thread.messages.length) throw new Refusal(409, "the history is not whole");
        return input.messages;
      },
    },
  },
  { breaks: "long-history", how: "breaks on a long history", bent: refusing((given) => given.messages.length > 1000, 500) },
];

/** Whatever went wrong, it went well. */
const succeeding = {
  finish(/** @type {any} */ thread, /** @type {any} */ live) {
    return good.finish.call(this, thread, live, { kind: "success" });
  },
};

/** @type {Misbehaviour[]} */
const OF_MODEL = [
  {
    breaks: "first-event-in-time",
    how: "begins the run when the model does",
    bent: {
      async speak(/** @type {any} */ ...about) {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return good.speak.apply(this, /** @type {any} */ (about));
      },
    },
  },
  { breaks: "keep-alive", how: "is silent", bent: { keepAlive: () => {} } },
  {
    breaks: "streams-while-it-speaks",
    how: "gathers, then sends",
    bent: {
      word(/** @type {any} */ live, /** @type {string} */ delta) {
        (live.held ??= []).push(delta);
      },
      finish(/** @type {any} */ thread, /** @type {any} */ live, /** @type {any} */ end) {
        for (const delta of live.held ?? []) good.word.call(this, live, delta);
        return good.finish.call(this, thread, live, end);
      },
    },
  },
  {
    breaks: "characters-survive",
    how: "loses halves of characters",
    bent: { frame: (/** @type {any} */ event) => `data: ${JSON.stringify(event).replace(/\\ud[89a-f][0-9a-f]{2}/g, "\ufffd")}\n\n` },
  },
  { breaks: "model-fails-at-once", how: "passes a failure off as success", bent: succeeding },
  { breaks: "model-fails-midway", how: "passes half a reply off as the whole", bent: succeeding },
  {
    breaks: "model-recovers",
    how: "leaves the half reply where it is",
    bent: {
      void(/** @type {any} */ _thread, /** @type {any} */ live) {
        Object.assign(live, { messageId: this.newId(), text: "", isOpen: false, calls: [] });
      },
    },
  },
  {
    breaks: "thread-goes-on-after-an-error",
    how: "stays busy",
    bent: {
      finish(/** @type {any} */ thread, /** @type {any} */ live, /** @type {any} */ end) {
        good.finish.call(this, thread, live, end);
        if (end.kind === "error") thread.live = live;
      },
    },
  },
];

/** Shows the model a thread that was changed. @param {(messages: any[]) => any[]} change */
const showing = (change) => ({
  shown(/** @type {any} */ thread) {
    return change(good.shown.call(this, thread));
  },
});

/** @type {Misbehaviour[]} */
const OF_TOOLS = [
  { breaks: "tools-called", how: "loses the arguments", bent: each("TOOL_CALL_ARGS", () => []) },
  { breaks: "tools-not-offered", how: "calls what it likes", bent: { offered: () => ["conformance_weather"] } },
  { breaks: "tools-answered", how: "keeps the answer from the model", bent: showing((messages) => messages.filter((one) => one.role !== "tool")) },
  { breaks: "tools-answered-with-error", how: "refuses a failure", bent: refusing((given) => given.messages.some((/** @type {any} */ one) => one.error !== undefined)) },
  { breaks: "tools-answered-with-parts", how: "takes text alone", bent: { shown: (/** @type {any} */ thread) => thread.messages.map((/** @type {any} */ one) => ({ ...one, content: typeof one.content === "string" ? one.content : "" })) } },
  {
    breaks: "tools-answered-twice",
    how: "takes the last answer",
    bent: { history: (/** @type {any} */ _thread, /** @type {any} */ input) => input.messages.filter((/** @type {any} */ one, /** @type {number} */ at) => one.role !== "tool" || !input.messages.slice(at + 1).some((/** @type {any} */ later) => later.toolCallId === one.toolCallId)) },
  },
  {
    breaks: "tools-unknown-call",
    how: "refuses an answer to a call that it does not know",
    bent: {
      history(/** @type {any} */ thread, /** @type {any} */ input) {
        const known = new Set(thread.messages.flatMap((/** @type {any} */ one) => one.toolCalls ?? []).map((/** @type {any} */ call) => call.id));
        if (input.messages.some((/** @type {any} */ one) => one.role === "tool" && !known.has(one.toolCallId))) throw new Refusal(400, "unknown call");
        return input.messages;
      },
    },
  },
  { breaks: "tools-parallel", how: "names the calls in another order", bent: each("RUN_FINISHED", (event) => ({ ...event, outcome: { ...event.outcome, pendingToolCallIds: event.outcome?.pendingToolCallIds?.toReversed() } })) },
  { breaks: "tools-one-of-two-answered", how: "goes on with half of the answers", bent: { atRest: (/** @type {any[]} */ history) => history.at(-1)?.role === "assistant" } },
  {
    breaks: "tools-message-instead-of-answer",
    how: "makes up an answer",
    bent: each("STATE_SNAPSHOT", (event, out) => {
      const call = out.input.messages.flatMap((/** @type {any} */ one) => one.toolCalls ?? [])[0];
      return call ? [event, { type: "TOOL_CALL_RESULT", messageId: "made-up", toolCallId: call.id, content: "not answered" }] : event;
    }),
  },
  { breaks: "tools-answer-with-message", how: "keeps the answer from the model", bent: showing((messages) => messages.filter((one) => one.role !== "tool")) },
  {
    breaks: "tools-odd-names",
    how: "calls by the model's name for it",
    bent: each("TOOL_CALL_START", (event) => ({ ...event, toolCallName: event.toolCallName.replace(/\W/g, "_").slice(0, 64) })),
  },
  { breaks: "tools-one-of-many", how: "offers fifty", bent: { offered: (/** @type {any} */ input) => good.offered(input).slice(-50) } },
  {
    breaks: "tools-broken-arguments",
    how: "breaks on them",
    bent: {
      call(/** @type {any} */ live, /** @type {any} */ tool) {
        JSON.parse(tool.pieces.join(""));
        return good.call.call(this, live, tool);
      },
    },
  },
  { breaks: "tools-answer-is-data", how: "puts it into the person's mouth", bent: showing((messages) => messages.map((one) => (one.role === "tool" ? { ...one, role: "user" } : one))) },
];

/** @type {Misbehaviour[]} */
const OF_STATE = [
  { breaks: "any-state", how: "wants an object", bent: refusing((given) => Array.isArray(given.state)) },
  {
    breaks: "state-round-trip",
    how: "counts from what it remembers itself",
    found: "patches-apply",
    bent: each("STATE_SNAPSHOT", (event, out) => (out.input.messages.length > 1 ? { type: "STATE_DELTA", delta: [{ op: "replace", path: "/count", value: 2 }] } : event)),
  },
  { breaks: "state-of-the-client-survives", how: "replaces all of it", bent: each("STATE_SNAPSHOT", (event) => ({ ...event, snapshot: { own: true } })) },
  { breaks: "capabilities", how: "words where a boolean belongs", bent: { capabilities: () => ({ transport: { streaming: "yes" } }) } },
  { breaks: "capabilities-are-true", how: "denies what it does", bent: { capabilities: () => ({ state: { snapshots: false } }) } },
];

/** @type {Misbehaviour[]} */
const OF_THREADS = [
  {
    breaks: "threads-apart",
    how: "sends everyone everything",
    bent: {
      word(/** @type {any} */ live, /** @type {string} */ delta) {
        good.word.call(this, live, `${delta}${[.../** @type {any} */ (this).threads.values()].map((thread) => thread.messages.at(-1)?.content).join(" ")}`);
      },
    },
  },
  {
    breaks: "two-runs-at-once",
    how: "breaks on the second",
    bent: {
      run(/** @type {any} */ ...about) {
        if (/** @type {any} */ (this).thread(about[0], about[1].threadId).live) throw new Error("busy");
        return good.run.apply(this, /** @type {any} */ (about));
      },
    },
  },
  {
    breaks: "hang-up-early",
    how: "does not recover from it",
    bent: {
      ...onHangUp((server) => {
        server.broken = true;
      }),
      // It takes its time, so that whoever hangs up has done so before it is over.
      ask: () => [{ text: "Hello " }, { pause: 150 }, { text: "there." }],
      word(/** @type {any} */ live, /** @type {string} */ delta) {
        if (/** @type {any} */ (this).broken) throw new Error("broken");
        good.word.call(this, live, delta);
      },
    },
  },
  {
    breaks: "dropped-line",
    how: "goes on where it is, without what was said before",
    bent: {
      attach(/** @type {any} */ out, /** @type {any} */ thread, /** @type {string} */ runId) {
        /** @type {any} */ (this).began(out, thread, runId);
        if (thread.live.isOpen) /** @type {any} */ (this).send(out, { type: "TEXT_MESSAGE_START", messageId: thread.live.messageId, role: "assistant" });
        thread.live.readers.add(out);
      },
    },
  },
  { breaks: "another-person", how: "asks for the thread's id alone", bent: { ...appending, threadKey: (/** @type {string} */ _who, /** @type {string} */ id) => id } },
  { breaks: "connect-idle", how: "streams again what was said", bent: { restate: streamedAgain } },
  {
    breaks: "connect-unknown",
    how: "knows no thread that is empty",
    bent: {
      connect(/** @type {any} */ ...about) {
        if (/** @type {any} */ (this).thread(about[0], about[1].threadId).messages.length === 0) throw new Refusal(404, "no such thread");
        return good.connect.apply(this, /** @type {any} */ (about));
      },
    },
  },
  {
    breaks: "connect-live",
    how: "shows what comes, not what was said so far",
    bent: {
      attach(/** @type {any} */ out, /** @type {any} */ thread, /** @type {string} */ runId) {
        const { live } = thread;
        return good.attach.call(this, out, { ...thread, live: { ...live, text: "", readers: live.readers } }, runId);
      },
    },
  },
  {
    breaks: "hang-up-then-connect",
    how: "takes a lost connection for a stop",
    bent: onHangUp((server) => {
      for (const thread of server.threads.values()) if (thread.live) thread.live.stopped = true;
    }),
  },
  {
    breaks: "half-reply-kept",
    how: "believes that what the client holds is all that was said, and appends the rest as another message",
    bent: {
      history(/** @type {any} */ thread, /** @type {any} */ input) {
        const rest = thread.messages.find((/** @type {any} */ one) => input.messages.some((/** @type {any} */ its) => its.id === one.id && its.content !== one.content));
        return rest ? [...input.messages, { ...rest, id: "the-rest" }] : input.messages;
      },
      atRest: () => false,
    },
  },
  {
    breaks: "connect-restates-calls",
    how: "forgets the call",
    bent: {
      restate(/** @type {any} */ out, /** @type {any} */ thread, /** @type {string} */ runId) {
        return good.restate.call(this, out, { ...thread, messages: thread.messages.filter((/** @type {any} */ one) => !one.toolCalls) }, runId);
      },
    },
  },
  {
    breaks: "connect-another-person",
    how: "tells that the thread is somebody's",
    bent: {
      connect(/** @type {any} */ ...about) {
        if (about[0] === "two" && /** @type {any} */ (this).threads.has(`one ${about[1].threadId}`)) throw new Refusal(403, "not yours");
        return good.connect.apply(this, /** @type {any} */ (about));
      },
    },
  },
  {
    breaks: "connect-malformed",
    how: "takes what comes",
    bent: {
      read(/** @type {any} */ request, /** @type {Buffer} */ bytes) {
        if (!request.url.startsWith("/connect")) return good.read.call(this, request, bytes);
        return { threadId: "t", runId: "r", messages: [] };
      },
    },
  },
  {
    breaks: "stop",
    how: "passes a stopped run off as a whole one",
    bent: {
      terminal(/** @type {any} */ out, /** @type {any} */ thread, /** @type {string} */ runId, /** @type {string} */ kind) {
        return good.terminal.call(this, out, thread, runId, kind === "cancelled" ? "success" : kind);
      },
    },
  },
  {
    breaks: "stop-keeps-what-was-said",
    how: "throws it away",
    bent: {
      finish(/** @type {any} */ thread, /** @type {any} */ live, /** @type {any} */ end) {
        const { messages } = thread;
        good.finish.call(this, thread, live, end);
        if (end.kind === "cancelled") thread.messages = messages;
      },
    },
  },
  {
    breaks: "stop-nothing",
    how: "stops what does not run",
    bent: {
      stopRun(/** @type {any} */ response) {
        /** @type {any} */ (this).json(response, 202, {});
      },
    },
  },
  { breaks: "stop-another-person", how: "asks for the thread's id alone", bent: { threadKey: (/** @type {string} */ _who, /** @type {string} */ id) => id } },
  {
    breaks: "thread-events",
    how: "closes the page after what is there",
    bent: {
      follow(/** @type {any} */ request, /** @type {any} */ response, /** @type {any} */ thread, /** @type {string} */ id) {
        good.follow.call(this, request, response, thread, id);
        response.end();
      },
    },
  },
];

/** @param {(thread: any, entries: any[], server: any) => any} instead undefined: as it should be */
const resuming = (instead) => ({
  resume(/** @type {any} */ thread, /** @type {any[]} */ entries) {
    const answer = instead(thread, entries, this);
    return answer === undefined ? good.resume.call(this, thread, entries) : answer.instead;
  },
});

const refuse = (/** @type {string} */ why) => {
  throw new Refusal(409, why);
};

/** @type {Misbehaviour[]} */
const OF_INTERRUPTS = [
  { breaks: "interrupt-raised", how: "does not say what it asks", bent: { interrupt: () => ({ id: "i", reason: "confirmation" }) } },
  {
    breaks: "interrupt-resolved",
    how: "keeps it open",
    bent: {
      resume(/** @type {any} */ thread, /** @type {any[]} */ entries) {
        const { open } = thread;
        const answer = good.resume.call(this, thread, entries);
        thread.open = open;
        return answer;
      },
    },
  },
  { breaks: "interrupt-cancelled", how: "wants a yes or a no", bent: resuming((_, entries) => (entries[0]?.status === "cancelled" ? refuse("answer it") : undefined)) },
  { breaks: "interrupt-resumed-twice", how: "refuses it", bent: resuming((thread, entries) => (thread.resumed.has(JSON.stringify(entries)) ? refuse("answered already") : undefined)) },
  {
    breaks: "interrupt-own-run-id",
    how: "takes it for the same run again",
    bent: {
      run(/** @type {any} */ ...about) {
        const [who, input, request, response] = about;
        const thread = /** @type {any} */ (this).thread(who, input.threadId);
        if (!thread.runs.has(input.runId)) return good.run.apply(this, /** @type {any} */ (about));
        return /** @type {any} */ (this).restate(/** @type {any} */ (this).open(request, response, input), thread, input.runId);
      },
    },
  },
  { breaks: "interrupt-not-covered", how: "goes on without an answer", bent: resuming((thread, entries) => (thread.open.length > 0 && entries.length === 0 ? { instead: undefined } : undefined)) },
  { breaks: "interrupt-unknown-entry", how: "refuses it", bent: resuming((thread, entries) => (thread.open.length === 0 && entries.length > 0 ? refuse("unknown interrupt") : undefined)) },
  {
    breaks: "interrupt-payload-does-not-fit",
    how: "takes anything for a yes",
    bent: resuming((thread, entries) => {
      if (thread.open.length === 0 || entries.length === 0) return undefined;
      thread.open = [];
      return { instead: "yes" };
    }),
  },
  {
    breaks: "interrupt-restated",
    how: "forgets it",
    bent: {
      restate(/** @type {any} */ out, /** @type {any} */ thread, /** @type {string} */ runId) {
        return good.restate.call(this, out, { ...thread, open: [] }, runId);
      },
    },
  },
];

export const MISBEHAVIOURS = [
  ...OF_CHECKS,
  ...OF_TRANSPORT,
  ...OF_INPUT,
  ...OF_VERSIONS,
  ...OF_HISTORY,
  ...OF_MODEL,
  ...OF_TOOLS,
  ...OF_STATE,
  ...OF_THREADS,
  ...OF_INTERRUPTS,
];

/** Refuses requests before anything else. @param {(request: any) => boolean} wrong @param {number} status */
function before(wrong, status) {
  return {
    who(/** @type {any} */ request) {
      if (wrong(request)) throw new Refusal(status, "not so");
      return good.who.call(this, request);
    },
  };
}

/** Old text as if it were new. @this {any} @param {any} out @param {any} thread @param {string} runId */
function streamedAgain(out, thread, runId) {
  this.began(out, thread, runId);
  for (const message of thread.messages.filter((/** @type {any} */ one) => one.role === "assistant" && one.content)) {
    this.send(out, { type: "TEXT_MESSAGE_START", messageId: message.id, role: "assistant" });
    this.send(out, { type: "TEXT_MESSAGE_CONTENT", messageId: message.id, delta: message.content });
    this.send(out, { type: "TEXT_MESSAGE_END", messageId: message.id });
  }
  this.over(out, thread, runId, "success");
}

/** @param {(server: any) => void} then */
function onHangUp(then) {
  return {
    open(/** @type {any} */ request, /** @type {any} */ response, /** @type {any} */ input) {
      response.on("close", () => {
        if (!response.writableEnded) then(this);
      });
      return good.open.call(this, request, response, input);
    },
  };
}
