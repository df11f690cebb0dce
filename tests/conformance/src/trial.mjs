/** What a case gets to work with: one peer, one profile, fresh ids, and a record of everything that was exchanged. */
import { randomUUID } from "node:crypto";
import { checkStream } from "./checks.mjs";
import { assistantText, reduce } from "./reducer.mjs";
import { fetchWhole, send } from "./wire.mjs";

/** @typedef {import("./exchange.mjs").Exchange} Exchange */

/** A case found what it looks for. */
export class Failure extends Error {}

/** A case cannot be run against this server, for a reason that only showed while it ran. */
export class NotApplicable extends Error {}

export class Trial {
  /** @param {import("./profile.mjs").Profile} profile @param {import("./peers.mjs").Peer} peer */
  constructor(profile, peer) {
    this.profile = profile;
    this.peer = peer;
    /** In the prompts of this trial, and nowhere else. */
    this.token = `t${randomUUID().replaceAll("-", "").slice(0, 12)}`;
    /** @type {Exchange[]} */
    this.exchanges = [];
    /** What could not be looked at, and why. @type {string[]} */
    this.notes = [];
  }

  id() {
    return randomUUID();
  }

  /** @param {string} name @param {Record<string, string>} [values] */
  prompt(name, values = {}) {
    const template = this.profile.prompts[name];
    if (template === undefined) throw new NotApplicable(`the profile has no prompts.${name}`);
    const all = /** @type {Record<string, string>} */ ({ token: this.token, ...values });
    return template.replace(/\{(\w+)\}/g, (whole, key) => all[key] ?? whole);
  }

  /** @param {{threadId?: string, headers?: Record<string, string>}} [about] */
  conversation(about) {
    return new Conversation(this, about);
  }

  /** The headers of the second person. */
  get otherHeaders() {
    return /** @type {any} */ (this.profile.second).headers;
  }

  /** A request of any kind, waited for. @param {Partial<import("./wire.mjs").WireRequest> & {url: string}} request */
  async plain(request) {
    const exchange = await fetchWhole({ timeoutMs: this.profile.limits.runMs, ...request, headers: request.headers ?? this.profile.headers });
    this.exchanges.push(exchange);
    return exchange;
  }

  /** A run input in raw form, waited for. @param {any} input @param {any} [request] */
  async post(input, request = {}) {
    const exchange = this.open(input, request);
    await exchange.done;
    return exchange;
  }

  /** @param {any} input sent as it is; a string or Buffer is the whole body @param {any} [request] */
  open(input, request = {}) {
    const exchange = send({
      url: this.profile.url,
      kind: "run",
      input: typeof input === "string" || Buffer.isBuffer(input) ? undefined : input,
      body: typeof input === "string" || Buffer.isBuffer(input) ? input : JSON.stringify(input),
      timeoutMs: this.profile.limits.runMs,
      ...request,
      headers: { ...this.profile.headers, "Content-Type": "application/json", Accept: "text/event-stream", ...request.headers },
    });
    this.exchanges.push(exchange);
    return exchange;
  }

  /** A valid input in raw form that asks for a greeting. @param {any} [changes] */
  input(changes = {}) {
    return {
      threadId: this.id(),
      runId: this.id(),
      protocolVersion: "1.0",
      state: {},
      messages: [{ id: this.id(), role: "user", content: this.prompt("hello") }],
      tools: [],
      context: [],
      forwardedProps: {},
      ...changes,
    };
  }

  /** @param {any} condition @param {string} problem */
  expect(condition, problem) {
    if (!condition) throw new Failure(problem);
  }

  /**
   * The run was served and finished.
   * @param {Exchange} x
   * @param {string} [what] for the message
   */
  served(x, what = "the run") {
    this.expect(x.isStream, `${what} got no event stream but ${x.status ?? "no answer"} ${x.headers["content-type"] ?? ""} ${x.isStream ? "" : x.body.slice(0, 300)} ${x.failure}`);
    this.expect(x.terminal, `${what} has no terminal event`);
    this.expect(x.terminal.type === "RUN_FINISHED", `${what} ended with RUN_ERROR: ${x.terminal.message}`);
    return x;
  }

  /** The input was refused before the run began: a client error without an event stream. @param {Exchange} x @param {string} what */
  refused(x, what) {
    this.expect(x.status !== undefined, `${what}: no answer (${x.describeEnd()})`);
    const started = x.of("RUN_STARTED").length > 0;
    this.expect(!started, `${what}: the run was started`);
    const status = x.status ?? 0;
    this.expect(status >= 400 && status < 500, `${what}: answered ${status}, not with a client error`);
    this.expect(!(x.headers["content-type"] ?? "").startsWith("text/event-stream"), `${what}: answered with an event stream`);
    return x;
  }

  /** The run's text as a page would show it, without what was there before. @param {Exchange} x */
  said(x) {
    const before = new Set((x.input?.messages ?? []).map((/** @type {any} */ message) => message.id));
    return assistantText(reduce(x.events, x.input?.messages ?? []).messages.filter((message) => !before.has(message.id)));
  }

  /**
   * What the model was asked in this trial, if the profile has a place where that is counted.
   * @returns {Promise<{calls: number, requests: any[]} | undefined>}
   */
  async modelCalls() {
    const url = this.profile.endpoints.modelCalls;
    if (!url) {
      this.note("what the model was asked: the profile has no endpoints.modelCalls");
      return undefined;
    }
    const answer = await fetchWhole({ url: url.replace("{token}", this.token), method: "GET", timeoutMs: 5_000 });
    this.expect(answer.status === 200 && answer.json, `endpoints.modelCalls answered ${answer.status}`);
    return answer.json;
  }

  /** @param {string} words */
  note(words) {
    if (!this.notes.includes(words)) this.notes.push(words);
  }

  /** Cuts what is still open, so that a failed case leaves nothing behind. */
  async close() {
    for (const exchange of this.exchanges) if (!exchange.ended) exchange.abort();
    await Promise.all(this.exchanges.map((exchange) => settled(exchange)));
  }

  /** All that the common checks find, over all exchanges. */
  findings() {
    return this.exchanges.flatMap((exchange) => checkStream(exchange, this.profile));
  }
}

/** Waits for the wire and, if there is one, for the client library. @param {Exchange} exchange */
export async function settled(exchange) {
  await exchange.done;
  await exchange.client?.completed;
}

/** One thread as its client sees it: it sends what it holds, and holds what it was told. */
export class Conversation {
  /** @param {Trial} trial @param {{threadId?: string, headers?: Record<string, string>}} [about] */
  constructor(trial, { threadId = trial.id(), headers = trial.profile.headers } = {}) {
    this.trial = trial;
    this.threadId = threadId;
    this.headers = headers;
    /** @type {any[]} */
    this.messages = [];
    /** @type {any} */
    this.state = {};
  }

  /** Adds a user message. @param {any} content text or parts */
  add(content) {
    const message = { id: this.trial.id(), role: "user", content };
    this.messages.push(message);
    return message;
  }

  /** Adds the answer to a frontend tool's call. @param {string} toolCallId @param {any} content @param {any} [extra] */
  answer(toolCallId, content, extra = {}) {
    const message = { id: this.trial.id(), role: "tool", toolCallId, content, ...extra };
    this.messages.push(message);
    return message;
  }

  /**
   * Starts a run and returns while it streams.
   * @param {Partial<import("./peers.mjs").Run>} [run]
   */
  start(run = {}) {
    const exchange = this.trial.peer.start({
      url: this.trial.profile.url,
      kind: "run",
      headers: this.headers,
      threadId: this.threadId,
      runId: this.trial.id(),
      messages: structuredClone(this.messages),
      state: structuredClone(this.state),
      timeoutMs: this.trial.profile.limits.runMs,
      ...run,
    });
    this.trial.exchanges.push(exchange);
    return exchange;
  }

  /** Starts a run, waits for its end, and holds what it brought. @param {Partial<import("./peers.mjs").Run>} [run] */
  async run(run = {}) {
    return this.finish(this.start(run));
  }

  /** Says something and waits for the reply. @param {any} content @param {Partial<import("./peers.mjs").Run>} [run] */
  async say(content, run = {}) {
    this.add(content);
    return this.run(run);
  }

  /** Attaches to the thread, as a page does after a reload. @param {Partial<import("./peers.mjs").Run>} [run] */
  attach(run = {}) {
    return this.start({ url: /** @type {string} */ (this.trial.profile.endpoints.connect), kind: "connect", ...run });
  }

  /** @param {Exchange} exchange */
  async finish(exchange) {
    await settled(exchange);
    this.hold(exchange);
    return exchange;
  }

  /** Takes over what the exchange has brought so far. @param {Exchange} exchange */
  hold(exchange) {
    if (exchange.client?.messages) {
      this.messages = structuredClone(exchange.client.messages);
      this.state = structuredClone(exchange.client.state);
      return;
    }
    const { messages, state } = reduce(exchange.events, exchange.input?.messages ?? [], exchange.input?.state ?? {});
    this.messages = messages;
    this.state = state;
  }
}
