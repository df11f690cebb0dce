/**
 * An AG-UI server of a few hundred lines that keeps every rule of the suite. Whoever wants one that breaks a rule replaces one of
 * its methods: `new FakeServer({frame(event) {…}})`. Nothing but the tests of the suite uses it.
 */
import http from "node:http";
import { randomUUID } from "node:crypto";
import { RunAgentInputSchema } from "@ag-ui/core/schemas";
import { LONG_REPLY, RECOVERED_REPLY, script, UNICODE_REPLY } from "../model/scripts.mjs";

const TOKEN = /t[0-9a-f]{12}/g;
const ROLES = new Set(["developer", "system", "user", "assistant", "tool", "reasoning", "activity"]);
const PARTS = new Set(["text", "image", "audio", "video", "document"]);
const SOURCES = new Set(["data", "url", "file"]);
const KEEP_ALIVE_MS = 300;

/** A request is answered with this status, before any event. */
export class Refusal extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class FakeServer {
  /** @param {Record<string, any>} [bent] methods that take the place of the good ones */
  constructor(bent = {}) {
    /** @type {Map<string, any>} */
    this.threads = new Map();
    /** @type {Map<string, any[]>} */
    this.asked = new Map();
    Object.assign(this, bent);
    this.server = http.createServer((request, response) => {
      this.handle(request, response).catch((error) => {
        const status = error instanceof Refusal ? error.status : 500;
        if (response.headersSent) response.destroy();
        else this.refuse(response, status, error.message);
      });
    });
  }

  async start() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    this.base = `http://127.0.0.1:${port}`;
    return this;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** How the suite reaches it. */
  get profile() {
    return {
      name: "fake server",
      url: `${this.base}/agent`,
      headers: { Authorization: "Bearer one" },
      second: { headers: { Authorization: "Bearer two" } },
      endpoints: {
        connect: `${this.base}/connect`,
        stop: `${this.base}/stop/{threadId}`,
        capabilities: `${this.base}/capabilities`,
        threadEvents: `${this.base}/events/{threadId}`,
        modelCalls: `${this.base}/calls?token={token}`,
      },
      prompts: {
        hello: "Good day {token} [[hello]]",
        long: "More {token} [[long 12]]",
        slow: "Think {token} [[slow 2500]]",
        failing: "Try {token} [[failing]]",
        failingMidway: "Try {token} [[failingMidway]]",
        recovering: "Try {token} [[recovering]]",
        unicode: "Say {token} [[unicode]]",
        tool: "Look {token} [[tool {tool}]]",
        parallelTools: "Look {token} [[parallelTools {tool} {otherTool}]]",
        firstTool: "Look {token} [[firstTool]]",
        brokenArguments: "Look {token} [[brokenArguments {tool}]]",
        interrupt: "May I? {token} [[interrupt]]",
      },
      replies: { unicode: UNICODE_REPLY, recovering: RECOVERED_REPLY, long: LONG_REPLY },
      limits: { runMs: 20_000, firstEventMs: 1_200, keepAliveMs: 1_500, closeMs: 1_000, stopMs: 3_000 },
    };
  }

  // What comes in.

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  async handle(request, response) {
    const url = new URL(request.url ?? "/", "http://fake");
    const [, first, argument] = url.pathname.split("/").map(decodeURIComponent);
    const route = `${request.method} /${first}`;
    if (route === "GET /calls") {
      const requests = this.asked.get(url.searchParams.get("token") ?? "") ?? [];
      return this.json(response, 200, { calls: requests.length, requests });
    }
    if (route === "GET /capabilities") return this.json(response, 200, this.capabilities());
    if (route === "GET /agent") return this.get(response);
    if (!["POST /agent", "POST /connect", "POST /stop", "GET /events"].includes(route)) throw new Refusal(405, "no such method here");
    const who = this.who(request);
    if (route === "POST /stop") return this.stopRun(response, this.thread(who, argument));
    if (route === "GET /events") return this.follow(request, response, this.thread(who, argument), argument);
    const input = this.read(request, await this.gather(request));
    return route === "POST /agent" ? this.run(who, input, request, response) : this.connect(who, input, request, response);
  }

  /** @param {http.ServerResponse} _response */
  get(_response) {
    throw new Refusal(405, "a run is posted");
  }

  /** @param {http.IncomingMessage} request @returns {Promise<Buffer>} the body */
  async gather(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** @param {http.IncomingMessage} request @returns {string} the person */
  who(request) {
    const [, person] = /^Bearer (one|two)$/.exec(request.headers.authorization ?? "") ?? [];
    if (!person) throw new Refusal(401, "unknown token");
    return person;
  }

  /** @param {http.IncomingMessage} request @param {Buffer} bytes @returns {any} */
  read(request, bytes) {
    if (!(request.headers["content-type"] ?? "").startsWith("application/json")) throw new Refusal(415, "application/json only");
    if (bytes.length > 900_000) throw new Refusal(413, "too long");
    let given;
    try {
      given = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      throw new Refusal(400, "not JSON");
    }
    if (given === null || typeof given !== "object" || Array.isArray(given)) throw new Refusal(400, "not a JSON object");
    return this.validate(given);
  }

  /** @param {any} given @returns {any} */
  validate(given) {
    const input = { ...given, state: given.state ?? {}, messages: this.understood(given.messages) };
    const result = RunAgentInputSchema.safeParse(input);
    if (!result.success) throw new Refusal(400, result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
    return input;
  }

  /** Without what came into the protocol later. @param {any} messages */
  understood(messages) {
    if (!Array.isArray(messages)) return messages;
    const part = (/** @type {any} */ one) => typeof one?.type !== "string" || (PARTS.has(one.type) && (one.type === "text" || SOURCES.has(one.source?.type)));
    return messages
      .filter((message) => typeof message?.role !== "string" || ROLES.has(message.role))
      .map((message) => (Array.isArray(message?.content) ? { ...message, content: message.content.filter(part) } : message));
  }

  // Threads.

  /** @param {string} who @param {string} threadId */
  thread(who, threadId) {
    const key = this.threadKey(who, threadId);
    if (!this.threads.has(key)) {
      this.threads.set(key, { threadId, messages: [], state: {}, live: undefined, runs: new Set(), open: [], resumed: new Set(), pages: new Set() });
    }
    return this.threads.get(key);
  }

  /** @param {string} who @param {string} threadId */
  threadKey(who, threadId) {
    return `${who} ${threadId}`;
  }

  /** @param {string} who @param {any} input @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  run(who, input, request, response) {
    const thread = this.thread(who, input.threadId);
    const history = this.history(thread, input);
    const resume = this.resume(thread, input.resume ?? []);
    const again = this.again(thread, input, resume);
    const last = history.at(-1);
    const known = last && thread.messages.some((/** @type {any} */ one) => one.id === last.id);

    if (thread.live) {
      if (!again && !known) throw new Refusal(409, "the thread is busy");
      return this.attach(this.open(request, response, input), thread, input.runId);
    }
    const out = this.open(request, response, input);
    if (again || resume === "again") return this.restate(out, thread, input.runId);
    thread.runs.add(input.runId);
    thread.messages = history;
    thread.state = input.state;
    if (!resume && this.atRest(history)) return this.restate(out, thread, input.runId);
    return this.speak(out, thread, input, resume);
  }

  /** @param {any} thread @param {any} input @param {any} resume @returns {boolean} it was posted before */
  again(thread, input, resume) {
    return thread.runs.has(input.runId) && !resume;
  }

  /** @param {any[]} history @returns {boolean} there is nothing that a model would have to say something to */
  atRest(history) {
    const last = history.at(-1);
    return !last || last.role === "assistant" || (last.role === "tool" && unanswered(history).length > 0);
  }

  /** What the thread consists of from now on: what the input says, each call answered once, and what the server said as it said it. @param {any} thread @param {any} input @returns {any[]} */
  history(thread, input) {
    const answered = new Set();
    const said = new Map(thread.messages.filter((/** @type {any} */ one) => one.role === "assistant").map((/** @type {any} */ one) => [one.id, one]));
    return input.messages.filter((/** @type {any} */ message) => {
      if (message.role === "activity") return false;
      if (message.role !== "tool") return true;
      const first = !answered.has(message.toolCallId);
      answered.add(message.toolCallId);
      return first;
    }).map((/** @type {any} */ message) => said.get(message.id) ?? message);
  }

  /** @param {any} thread @param {any[]} entries @returns {undefined | "again" | "yes" | "no"} */
  resume(thread, entries) {
    const key = JSON.stringify(entries);
    if (entries.length > 0 && thread.resumed.has(key)) return "again";
    if (thread.open.length === 0) return undefined;
    const entry = entries.find((one) => one.interruptId === thread.open[0].id);
    if (!entry) throw new Refusal(409, "an interrupt is open");
    if (entry.status === "resolved" && typeof entry.payload?.confirmed !== "boolean") throw new Refusal(409, "the payload does not fit");
    thread.open = [];
    thread.resumed.add(key);
    return entry.status === "resolved" && entry.payload.confirmed ? "yes" : "no";
  }

  /** @param {string} who @param {any} input @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  connect(who, input, request, response) {
    const thread = this.thread(who, input.threadId);
    const out = this.open(request, response, input);
    if (thread.live) this.attach(out, thread, thread.live.runId);
    else this.restate(out, thread, input.runId);
  }

  /** @param {http.ServerResponse} response @param {any} thread */
  stopRun(response, thread) {
    if (!thread.live) throw new Refusal(404, "nothing runs");
    thread.live.stopped = true;
    this.json(response, 202, {});
  }

  /** A page that stays open. @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {any} thread @param {string} threadId */
  follow(request, response, thread, threadId) {
    const out = this.open(request, response, { threadId, runId: randomUUID(), protocolVersion: "1.0", messages: [], state: {} });
    out.stays = true;
    this.restate(out, thread, randomUUID());
    thread.pages.add(out);
    response.on("close", () => thread.pages.delete(out));
  }

  // What a model says.

  /** @param {any} out @param {any} thread @param {any} input @param {undefined | "yes" | "no"} resume */
  async speak(out, thread, input, resume) {
    const live = { runId: input.runId, messageId: this.newId(), text: "", isOpen: false, calls: /** @type {any[]} */ ([]), stopped: false, readers: new Set([out]) };
    thread.live = live;
    for (const page of thread.pages) {
      this.began(page, thread, live.runId);
      this.send(page, { type: "MESSAGES_SNAPSHOT", messages: thread.messages });
      live.readers.add(page);
    }
    this.began(out, thread, live.runId);
    this.send(out, { type: "STATE_SNAPSHOT", snapshot: thread.state });
    const alive = setInterval(() => this.keepAlive(live), KEEP_ALIVE_MS);
    try {
      await this.say(thread, live, input, resume);
    } finally {
      clearInterval(alive);
    }
  }

  /** @returns {string} the id of a message */
  newId() {
    return randomUUID();
  }

  /** @param {any} live */
  keepAlive(live) {
    for (const reader of live.readers) reader.response.write(": keep-alive\n\n");
  }

  /** @param {any} thread @param {any} live @param {any} input @param {undefined | "yes" | "no"} resume */
  async say(thread, live, input, resume) {
    for (let attempt = 0; attempt < 2; attempt++) {
      const end = await this.attempt(thread, live, input, resume, attempt);
      if (end !== "again") return this.finish(thread, live, end);
      this.void(thread, live);
    }
    return this.finish(thread, live, { kind: "error" });
  }

  /** What an attempt said that is made again is no part of the conversation. @param {any} thread @param {any} live */
  void(thread, live) {
    live.messageId = this.newId();
    live.text = "";
    live.isOpen = false;
    live.calls = [];
    this.emit(live, { type: "MESSAGES_SNAPSHOT", messages: thread.messages });
  }

  /** @param {any} thread @param {any} live @param {any} input @param {undefined | "yes" | "no"} resume @param {number} attempt @returns {Promise<any>} */
  async attempt(thread, live, input, resume, attempt) {
    const steps = resume ? [{ text: resume === "yes" ? "It is done." : "I leave it." }] : this.ask(thread, input, attempt);
    const asks = !resume && /\[\[interrupt\]\]/.test(textOf(thread.messages.at(-1)?.content));
    for (const step of steps) {
      if (live.stopped) return { kind: "cancelled" };
      if ("status" in step) return { kind: "error" };
      if ("cut" in step) {
        if (live.isOpen) this.emit(live, { type: "TEXT_MESSAGE_END", messageId: live.messageId });
        return "again";
      }
      if ("pause" in step) await new Promise((resolve) => setTimeout(resolve, step.pause));
      if ("text" in step) this.word(live, step.text);
      if ("tool" in step) this.call(live, step.tool);
    }
    return asks ? { kind: "interrupt" } : { kind: "success" };
  }

  /** @param {any} thread @param {any} input @param {number} attempt @returns {any[]} */
  ask(thread, input, attempt) {
    const request = [{ role: "system", content: JSON.stringify(input.context ?? []) }, ...this.shown(thread)];
    for (const token of new Set(JSON.stringify(request).match(TOKEN) ?? [])) {
      this.asked.set(token, [...(this.asked.get(token) ?? []), request]);
    }
    return script(request, this.offered(input), attempt);
  }

  /** What the model is shown of the thread. @param {any} thread @returns {any[]} */
  shown(thread) {
    return thread.messages.map((/** @type {any} */ message) => ({ ...message, content: textOf(message.content) }));
  }

  /** @param {any} input @returns {string[]} */
  offered(input) {
    return (input.tools ?? []).map((/** @type {any} */ tool) => tool.name);
  }

  /** @param {any} live @param {string} delta */
  word(live, delta) {
    if (!live.isOpen) this.emit(live, { type: "TEXT_MESSAGE_START", messageId: live.messageId, role: "assistant" });
    live.isOpen = true;
    live.text += delta;
    this.emit(live, { type: "TEXT_MESSAGE_CONTENT", messageId: live.messageId, delta });
  }

  /** @param {any} live @param {{name: string, pieces: string[]}} tool */
  call(live, tool) {
    const id = randomUUID();
    live.calls.push({ id, type: "function", function: { name: tool.name, arguments: tool.pieces.join("") } });
    this.emit(live, { type: "TOOL_CALL_START", toolCallId: id, toolCallName: tool.name, parentMessageId: live.messageId });
    for (const delta of tool.pieces) this.emit(live, { type: "TOOL_CALL_ARGS", toolCallId: id, delta });
    this.emit(live, { type: "TOOL_CALL_END", toolCallId: id });
  }

  /** @param {any} thread @param {any} live @param {{kind: string}} end */
  finish(thread, live, end) {
    if (live.isOpen) this.emit(live, { type: "TEXT_MESSAGE_END", messageId: live.messageId });
    if (end.kind !== "error") thread.messages = this.withReply(thread, live);
    if (end.kind === "interrupt") thread.open = [this.interrupt()];
    thread.live = undefined;
    for (const reader of live.readers) this.over(reader, thread, reader.runId, end.kind);
  }

  interrupt() {
    return {
      id: randomUUID(),
      reason: "confirmation",
      message: "Shall I?",
      responseSchema: { type: "object", properties: { confirmed: { type: "boolean" } }, required: ["confirmed"] },
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    };
  }

  /** @param {any} thread @param {any} live @returns {any[]} */
  withReply(thread, live) {
    if (live.text === "" && live.calls.length === 0) return thread.messages;
    return [...thread.messages, { id: live.messageId, role: "assistant", ...(live.text && { content: live.text }), ...(live.calls.length > 0 && { toolCalls: live.calls }) }];
  }

  // What goes out.

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {any} input */
  open(request, response, input) {
    response.writeHead(200, this.headers(request));
    response.flushHeaders();
    return { response, input, legacy: input.protocolVersion === undefined, runId: input.runId, stays: false };
  }

  /** @param {http.IncomingMessage} _request @returns {Record<string, string>} */
  headers(_request) {
    return { "Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-transform" };
  }

  /** @param {any} out @param {any} thread @param {string} runId */
  began(out, thread, runId) {
    out.runId = runId;
    this.send(out, { type: "RUN_STARTED", threadId: thread.threadId, runId, protocolVersion: this.version(out.input) });
  }

  /** @param {any} _input @returns {any} */
  version(_input) {
    return "1.0";
  }

  /** @param {any} out @param {any} thread @param {string} runId */
  restate(out, thread, runId) {
    this.began(out, thread, runId);
    this.send(out, { type: "MESSAGES_SNAPSHOT", messages: thread.messages });
    this.send(out, { type: "STATE_SNAPSHOT", snapshot: thread.state });
    this.over(out, thread, runId, thread.open.length > 0 ? "interrupt" : "success");
  }

  /** @param {any} out @param {any} thread @param {string} runId */
  attach(out, thread, runId) {
    const { live } = thread;
    this.began(out, thread, runId);
    this.send(out, { type: "MESSAGES_SNAPSHOT", messages: this.withReply(thread, live) });
    this.send(out, { type: "STATE_SNAPSHOT", snapshot: thread.state });
    if (live.isOpen) this.send(out, { type: "TEXT_MESSAGE_START", messageId: live.messageId, role: "assistant" });
    live.readers.add(out);
  }

  /** @param {any} live @param {any} event */
  emit(live, event) {
    for (const reader of live.readers) this.send(reader, event);
  }

  /** @param {any} out @param {any} thread @param {string} runId @param {string} kind */
  over(out, thread, runId, kind) {
    this.send(out, this.terminal(out, thread, runId, kind));
    if (!out.stays) this.close(out);
  }

  /** @param {any} out @param {any} thread @param {string} runId @param {string} kind @returns {any} */
  terminal(out, thread, runId, kind) {
    if (kind === "error") return { type: "RUN_ERROR", message: "The model is not available.", code: "model_unavailable" };
    const finished = { type: "RUN_FINISHED", threadId: thread.threadId, runId };
    if (kind === "interrupt") return { ...finished, outcome: { type: "interrupt", interrupts: thread.open } };
    if (kind === "cancelled") {
      return out.legacy ? { type: "RUN_ERROR", message: "The run was stopped.", code: "cancelled" } : { ...finished, outcome: { type: "cancelled" } };
    }
    const pending = unanswered(thread.messages);
    const usage = [{ model: "scripted", inputTokens: 11, outputTokens: 7, totalTokens: 18 }];
    if (out.legacy) return { ...finished, usage };
    return { ...finished, usage, outcome: { type: "success", ...(pending.length > 0 && { pendingToolCallIds: pending }) } };
  }

  /** @param {any} out @param {any} event */
  send(out, event) {
    for (const one of [this.event(event, out)].flat()) out.response.write(this.frame(one));
  }

  /** The last chance to change an event, or to make several of it. @param {any} event @param {any} _out @returns {any} */
  event(event, _out) {
    return event;
  }

  /** @param {any} event @returns {string | Buffer} */
  frame(event) {
    return `data: ${JSON.stringify(event)}\n\n`;
  }

  /** @param {any} out */
  close(out) {
    out.response.end();
  }

  capabilities() {
    return {
      identity: { name: "fake" },
      transport: { streaming: true },
      tools: { supported: true, clientProvided: true, parallelCalls: true },
      state: { snapshots: true },
      humanInTheLoop: { supported: true, interrupts: true },
    };
  }

  /** @param {http.ServerResponse} response @param {number} status @param {string} message */
  refuse(response, status, message) {
    this.json(response, status, { error_code: "refused", message });
  }

  /** @param {http.ServerResponse} response @param {number} status @param {any} value */
  json(response, status, value) {
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
  }
}

/** @param {any} content @returns {string} */
function textOf(content) {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => part.text ?? "").join("") : "";
}

/** @param {any[]} messages @returns {string[]} */
function unanswered(messages) {
  const answers = new Set(messages.filter((message) => message.role === "tool").map((message) => message.toolCallId));
  // A person who writes on leaves the calls before behind.
  const since = messages.slice(messages.findLastIndex((message) => message.role === "user") + 1);
  return since.flatMap((message) => message.toolCalls ?? []).map((call) => call.id).filter((id) => !answers.has(id));
}
