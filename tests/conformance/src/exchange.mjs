/**
 * One request and what came back, byte by byte: the material that every check works on. A peer (raw HTTP or a client library)
 * feeds it while the answer comes in; a case waits on it.
 */

/**
 * @typedef {object} Frame one server-sent event, or what stood where one should be
 * @property {number} at milliseconds since the request was sent
 * @property {string} raw the text of the frame without the empty line that ends it
 * @property {string | undefined} data the joined `data:` lines; undefined for a frame of comments only
 * @property {any} [event] the parsed JSON, when it is an object with a type
 * @property {string} [problem] what is wrong with the frame
 */

const TERMINAL = new Set(["RUN_FINISHED", "RUN_ERROR"]);
const KNOWN_FIELDS = new Set(["data", "event", "id", "retry"]);

export class Exchange {
  /**
   * @param {object} about
   * @param {"run" | "connect" | "events" | "plain"} about.kind what was asked for; `plain` is a request that asks for no stream
   * @param {string} about.peer
   * @param {any} [about.input] the run input as it was sent
   */
  constructor({ kind, peer, input }) {
    this.kind = kind;
    this.peer = peer;
    this.input = input;
    this.sentAt = performance.now();
    /** @type {number | undefined} */
    this.status = undefined;
    /** @type {Record<string, string>} */
    this.headers = {};
    /** @type {Buffer[]} */
    this.chunks = [];
    /** @type {number[]} when each chunk came, in ms since the request */
    this.chunkTimes = [];
    /** @type {Frame[]} */
    this.frames = [];
    /** @type {any[]} the events of the frames that could be read, in order */
    this.events = [];
    /** @type {"closed" | "reset" | "aborted" | "timeout" | "refused" | undefined} */
    this.ended = undefined;
    this.endedAt = 0;
    this.failure = "";
    /** What a client library made of it; undefined for raw HTTP. @type {any} */
    this.client = undefined;
    /** Text that has come and belongs to no whole frame yet, in the pieces in which it came. @type {string[]} */
    this.pieces = [];
    this.decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
    /** @type {Set<() => void>} */
    this.waiting = new Set();
    this.abort = () => {};
    /** Resolves when nothing more will come, also after an abort or a broken connection. @type {Promise<void>} */
    this.done = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  /** Milliseconds since the request was sent. */
  now() {
    return performance.now() - this.sentAt;
  }

  /** @param {number} status @param {Record<string, string>} headers with lower-case names */
  begin(status, headers) {
    this.status = status;
    this.headers = headers;
    this.beganAt = this.now();
    this.wake();
  }

  /** True when the answer says that it is an event stream. */
  get isStream() {
    return this.status === 200 && (this.headers["content-type"] ?? "").toLowerCase().startsWith("text/event-stream");
  }

  /** @param {Uint8Array} bytes */
  add(bytes) {
    this.chunks.push(Buffer.from(bytes));
    this.chunkTimes.push(this.now());
    if (this.isStream) {
      const piece = this.decoder.decode(bytes, { stream: true });
      this.pieces.push(piece);
      // An event of many megabytes comes in many pieces: they are joined once, when it may be whole.
      if (piece.includes("\n")) this.cut();
    }
    this.wake();
  }

  /** Cuts the text into frames as the strictest known client does: at an empty line between line feeds. */
  cut() {
    // A server that sends CRLF breaks a rule, and one check says so; the others shall still see its events.
    const frames = this.rest.split(/\r?\n\r?\n/);
    this.pieces = [/** @type {string} */ (frames.pop())];
    for (const raw of frames) {
      const frame = readFrame(raw, this.now());
      this.frames.push(frame);
      if (frame.event) this.events.push(frame.event);
    }
  }

  /** What follows the last whole frame. */
  get rest() {
    return this.pieces.join("");
  }

  /** @param {"closed" | "reset" | "aborted" | "timeout" | "refused"} how @param {unknown} [error] */
  end(how, error) {
    if (this.ended) return;
    this.ended = how;
    this.endedAt = this.now();
    this.failure = error ? String(/** @type {any} */ (error).message ?? error) : "";
    this.settle();
    this.wake();
  }

  wake() {
    for (const waiter of [...this.waiting]) waiter();
  }

  /**
   * Waits until the events so far satisfy the predicate. Fails when the exchange ends before, or after `ms` milliseconds.
   * @param {(events: any[], exchange: Exchange) => boolean} predicate
   * @param {number} ms
   * @param {string} what for the error
   */
  until(predicate, ms, what) {
    return new Promise((resolve, reject) => {
      const finish = (/** @type {() => void} */ then) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        then();
      };
      const look = () => {
        if (predicate(this.events, this)) finish(() => resolve(undefined));
        else if (this.ended) finish(() => reject(new Error(`the answer ended (${this.describeEnd()}) before ${what}`)));
      };
      const timer = setTimeout(() => finish(() => reject(new Error(`no ${what} within ${ms} ms`))), ms);
      this.waiting.add(look);
      look();
    });
  }

  describeEnd() {
    return `${this.status ?? "no status"}, ${this.ended ?? "open"}${this.failure ? `: ${this.failure}` : ""}`;
  }

  /** All bytes of the body. */
  get bytes() {
    return Buffer.concat(this.chunks);
  }

  /** The body as text, for answers that are no stream. */
  get body() {
    return this.bytes.toString("utf8");
  }

  /** The body as JSON, or undefined. */
  get json() {
    try {
      return JSON.parse(this.body);
    } catch {
      return undefined;
    }
  }

  /** True when no client of ours cut it off: only then may a missing end be held against the server. */
  get whole() {
    return this.ended === "closed" || this.ended === "reset";
  }

  /** The last event if it ends a run. */
  get terminal() {
    const last = this.events.at(-1);
    return last && TERMINAL.has(last.type) ? last : undefined;
  }

  /** @param {string} type */
  of(type) {
    return this.events.filter((event) => event.type === type);
  }

  /** Frames and end, short enough for a report. */
  dump(limit = 60) {
    const lines = this.isStream
      ? this.frames.map((frame) => `${frame.at.toFixed(0).padStart(6)} ms  ${shorten(frame.raw)}`)
      : [shorten(this.body, 2000)];
    const shown = lines.length > limit ? [...lines.slice(0, limit / 2), `… ${lines.length - limit} more …`, ...lines.slice(-limit / 2)] : lines;
    return [
      `${this.peer} ${this.kind}: HTTP ${this.status} ${this.headers["content-type"] ?? ""}`,
      this.input === undefined ? "" : `sent ${shorten(JSON.stringify(this.input), 1500)}`,
      ...shown,
      `ended: ${this.describeEnd()}`,
      ...(this.client?.error ? [`client: ${this.client.error}`] : []),
      ...(this.client?.warnings ?? []).map((/** @type {string} */ warning) => `warned: ${warning}`),
    ].filter(Boolean);
  }
}

/** @param {string} text @param {number} [limit] */
export function shorten(text, limit = 400) {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
}

/** @param {string} raw @param {number} at @returns {Frame} */
function readFrame(raw, at) {
  /** @type {string[]} */
  const data = [];
  /** @type {string | undefined} */
  let problem;
  for (const line of raw.split(/\r?\n/)) {
    if (line.startsWith(":") || line === "") continue;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    if (!KNOWN_FIELDS.has(field)) problem = `a line that is no field of an event stream: ${shorten(line, 80)}`;
    if (field === "data") data.push(colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, ""));
  }
  if (data.length === 0) return { at, raw, data: undefined, problem };
  const text = data.join("\n");
  try {
    const event = JSON.parse(text);
    if (event === null || typeof event !== "object" || Array.isArray(event)) {
      return { at, raw, data: text, problem: `not a JSON object: ${shorten(text, 80)}` };
    }
    if (typeof event.type !== "string" || event.type === "") {
      return { at, raw, data: text, problem: "an event without a type" };
    }
    return { at, raw, data: text, event, problem };
  } catch (error) {
    return { at, raw, data: text, problem: `not JSON (${/** @type {Error} */ (error).message}): ${shorten(text, 80)}` };
  }
}
