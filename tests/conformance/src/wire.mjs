/** Raw HTTP/1.1, with nothing between the suite and the bytes that a server sends. */
import http from "node:http";
import https from "node:https";
import { Exchange } from "./exchange.mjs";

/**
 * @typedef {object} WireRequest
 * @property {string} url
 * @property {string} [method]
 * @property {Record<string, string>} [headers]
 * @property {string | Buffer} [body]
 * @property {Buffer[]} [pieces] the body in pieces, each sent in a packet of its own
 * @property {number} timeoutMs after which the exchange is given up
 * @property {"run" | "connect" | "events" | "plain"} [kind]
 * @property {any} [input]
 */

/** Sends a request and returns at once; the exchange fills while the answer comes in. @param {WireRequest} request */
export function send(request) {
  const exchange = new Exchange({ kind: request.kind ?? "plain", peer: "raw", input: request.input });
  const url = new URL(request.url);
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const library = url.protocol === "https:" ? https : http;
  const headers = Object.fromEntries(Object.entries(request.headers ?? {}).filter(([, value]) => value !== undefined));
  if (body) headers["Content-Length"] = String(body.length);
  const outgoing = library.request(url, { method: request.method ?? "POST", headers, agent: false });
  outgoing.setNoDelay(true);

  const timer = setTimeout(() => {
    exchange.end("timeout", new Error(`nothing ended it within ${request.timeoutMs} ms`));
    outgoing.destroy();
  }, request.timeoutMs);
  exchange.done.then(() => clearTimeout(timer));
  exchange.abort = () => {
    exchange.end("aborted");
    outgoing.destroy();
  };

  outgoing.on("response", (response) => {
    exchange.begin(response.statusCode ?? 0, joined(response.headers));
    response.on("data", (chunk) => exchange.add(chunk));
    response.on("end", () => exchange.end(response.complete ? "closed" : "reset"));
    response.on("error", (error) => exchange.end("reset", error));
    response.on("close", () => exchange.end(response.complete ? "closed" : "reset"));
  });
  outgoing.on("error", (error) => exchange.end(exchange.status === undefined ? "refused" : "reset", error));

  if (request.pieces) {
    sendPieces(outgoing, request.pieces);
  } else if (headers.Expect) {
    outgoing.on("continue", () => outgoing.end(body));
    outgoing.flushHeaders();
  } else {
    outgoing.end(body);
  }
  return exchange;
}

/** Each piece waits until the one before has left the process, so that they arrive one by one. */
async function sendPieces(/** @type {http.ClientRequest} */ outgoing, /** @type {Buffer[]} */ pieces) {
  for (const piece of pieces) {
    await new Promise((resolve) => outgoing.write(piece, () => setImmediate(resolve)));
  }
  outgoing.end();
}

/** @param {http.IncomingHttpHeaders} headers @returns {Record<string, string>} */
function joined(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

/** Sends a request and waits for its end. @param {WireRequest} request */
export async function fetchWhole(request) {
  const exchange = send(request);
  await exchange.done;
  return exchange;
}
