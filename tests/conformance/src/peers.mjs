/**
 * Who talks to the server: the official client of protocol 1.0, the official client from before the protocol had a version
 * (a "legacy peer"), and plain HTTP. Each takes the same run and gives back an {@link Exchange}.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import * as client100 from "@ag-ui/client-1.0.0";
import * as client0059 from "@ag-ui/client-0.0.59";
import { Exchange } from "./exchange.mjs";
import { send } from "./wire.mjs";

/**
 * @typedef {object} Run what a case wants to send
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} threadId
 * @property {string} runId
 * @property {any[]} messages
 * @property {any} [state]
 * @property {any[]} [tools]
 * @property {any[]} [context]
 * @property {any} [forwardedProps]
 * @property {any[]} [resume]
 * @property {"run" | "connect"} kind
 * @property {number} timeoutMs
 */

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {boolean} legacy it sends no protocolVersion
 * @property {(run: Run) => Exchange} start
 */

/** Warnings of a client library belong to the run in whose context they were written. */
const running = new AsyncLocalStorage();
for (const level of /** @type {const} */ (["warn", "error"])) {
  const original = console[level].bind(console);
  console[level] = (...words) => {
    const exchange = running.getStore();
    if (exchange) exchange.client?.warnings.push(words.map(String).join(" "));
    else original(...words);
  };
}

/** @template T @param {{client?: any}} sink @param {() => T} action @returns {T} */
export function capturingWarnings(sink, action) {
  return running.run(/** @type {any} */ (sink), action);
}

/** @type {Peer} */
const raw = {
  name: "raw",
  legacy: false,
  start(run) {
    const input = {
      threadId: run.threadId,
      runId: run.runId,
      protocolVersion: "1.0",
      state: run.state ?? {},
      messages: run.messages,
      tools: run.tools ?? [],
      context: run.context ?? [],
      forwardedProps: run.forwardedProps ?? {},
      ...(run.resume && { resume: run.resume }),
    };
    return send({
      url: run.url,
      kind: run.kind,
      input,
      headers: { ...run.headers, "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(input),
      timeoutMs: run.timeoutMs,
    });
  },
};

/**
 * @param {string} version
 * @param {any} library
 * @returns {Peer}
 */
function clientPeer(version, library) {
  class Agent extends library.HttpAgent {
    /** The library leaves connecting to subclasses; a server that offers it takes the same input at another address. */
    connect(/** @type {any} */ input) {
      return this.run(input);
    }
  }

  return {
    name: version,
    legacy: version === "0.0.59",
    start(run) {
      const exchange = new Exchange({ kind: run.kind, peer: version });
      const stop = new AbortController();
      const agent = new /** @type {any} */ (Agent)({
        url: run.url,
        headers: run.headers,
        threadId: run.threadId,
        initialMessages: run.messages,
        initialState: run.state ?? {},
        fetch: recordingFetch(exchange, stop),
      });
      exchange.client = { warnings: [], error: undefined, settled: false };
      const timer = setTimeout(() => {
        exchange.end("timeout", new Error(`nothing ended it within ${run.timeoutMs} ms`));
        stop.abort();
      }, run.timeoutMs);
      exchange.done.then(() => clearTimeout(timer));
      exchange.abort = () => {
        exchange.end("aborted");
        agent.abortRun();
        stop.abort();
      };
      const parameters = {
        runId: run.runId,
        tools: run.tools,
        context: run.context,
        forwardedProps: run.forwardedProps,
        ...(run.resume && { resume: run.resume }),
      };
      exchange.client.completed = running.run(exchange, async () => {
        try {
          await (run.kind === "connect" ? agent.connectAgent(parameters) : agent.runAgent(parameters));
        } catch (error) {
          exchange.client.error = String(/** @type {any} */ (error)?.message ?? error);
        }
        exchange.client.settled = true;
        exchange.client.messages = agent.messages;
        exchange.client.state = agent.state;
        exchange.client.pendingInterrupts = agent.pendingInterrupts;
        // It may have failed before anything was sent.
        if (exchange.status === undefined) exchange.end("refused", exchange.client.error);
      });
      return exchange;
    },
  };
}

/**
 * Passes everything on to the library, and records it. What comes after the library has given up is still recorded.
 * @param {Exchange} exchange
 * @param {AbortController} stop
 */
function recordingFetch(exchange, stop) {
  return async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    exchange.input = JSON.parse(/** @type {string} */ (init.body));
    exchange.sentAt = performance.now();
    let response;
    try {
      response = await fetch(url, { ...init, signal: stop.signal });
    } catch (error) {
      exchange.end("refused", /** @type {any} */ (error).cause ?? error);
      throw error;
    }
    exchange.begin(response.status, Object.fromEntries(response.headers));
    if (!response.body) {
      exchange.end("closed");
      return response;
    }
    const reader = response.body.getReader();
    let wanted = true;
    const body = new ReadableStream({
      start(controller) {
        const pump = async () => {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) {
              exchange.end("closed");
              if (wanted) controller.close();
              return;
            }
            exchange.add(value);
            if (wanted) controller.enqueue(value);
          }
        };
        pump().catch((error) => {
          exchange.end("reset", error.cause ?? error);
          if (wanted) controller.error(error);
        });
      },
      cancel() {
        wanted = false;
      },
    });
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

/** @type {Record<string, Peer>} */
export const PEERS = {
  "1.0.0": clientPeer("1.0.0", client100),
  "0.0.59": clientPeer("0.0.59", client0059),
  raw,
};
