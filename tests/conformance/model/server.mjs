/**
 * An OpenAI-compatible model that says what a script tells it to, as server-sent chunks. `GET /calls?token=…` tells what it was
 * asked with that token in the conversation.
 */
import http from "node:http";
import { script } from "./scripts.mjs";

const TOKEN = /t[0-9a-f]{12}/g;

export class ScriptedModel {
  constructor() {
    /** @type {Map<string, any[]>} */
    this.requests = new Map();
    /** @type {Map<string, number>} */
    this.attempts = new Map();
    this.server = http.createServer((request, response) => {
      this.answer(request, response).catch((error) => {
        response.destroy(error);
      });
    });
  }

  /** @returns {Promise<string>} its base address */
  async start() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    return `http://127.0.0.1:${port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  async answer(request, response) {
    const url = new URL(request.url ?? "/", "http://model");
    if (request.method === "GET" && url.pathname === "/calls") {
      const asked = this.requests.get(url.searchParams.get("token") ?? "") ?? [];
      return json(response, 200, { calls: asked.length, requests: asked });
    }
    if (request.method !== "POST" || !url.pathname.endsWith("/chat/completions")) return json(response, 404, { error: { message: "no such path" } });
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    this.remember(asked);
    const key = JSON.stringify(asked.messages);
    const attempt = this.attempts.get(key) ?? 0;
    this.attempts.set(key, attempt + 1);
    const steps = script(asked.messages, (asked.tools ?? []).map((/** @type {any} */ tool) => tool.function.name), attempt);
    await (asked.stream ? streamed(response, asked, steps) : whole(response, asked, steps));
  }

  /** @param {any} asked */
  remember(asked) {
    for (const token of new Set(JSON.stringify(asked.messages).match(TOKEN) ?? [])) {
      this.requests.set(token, [...(this.requests.get(token) ?? []), asked.messages]);
    }
  }
}

/** @param {http.ServerResponse} response @param {number} status @param {any} body */
function json(response, status, body) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** @param {http.ServerResponse} response @param {any} asked @param {import("./scripts.mjs").Step[]} steps */
async function streamed(response, asked, steps) {
  const refusal = steps.find((step) => "status" in step);
  if (refusal && "status" in refusal) return json(response, refusal.status, { error: { message: "scripted", type: "scripted", code: null } });
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const common = { id: "chatcmpl-scripted", object: "chat.completion.chunk", created: 1_700_000_000, model: asked.model };
  const send = (/** @type {any} */ more) => response.write(`data: ${JSON.stringify({ ...common, ...more })}\n\n`);
  const delta = (/** @type {any} */ value, /** @type {string | null} */ finish = null) =>
    send({ choices: [{ index: 0, delta: value, finish_reason: finish }] });

  delta({ role: "assistant", content: "" });
  let calls = 0;
  for (const step of steps) {
    if (response.destroyed) return;
    if ("pause" in step) {
      await new Promise((resolve) => setTimeout(resolve, step.pause));
    } else if ("text" in step) {
      delta({ content: step.text });
    } else if ("cut" in step) {
      response.destroy();
      return;
    } else if ("tool" in step) {
      const index = calls++;
      const id = `call_${Math.random().toString(36).slice(2, 14)}`;
      delta({ tool_calls: [{ index, id, type: "function", function: { name: step.tool.name, arguments: "" } }] });
      for (const piece of step.tool.pieces) delta({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  delta({}, calls > 0 ? "tool_calls" : "stop");
  if (asked.stream_options?.include_usage) send({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } });
  response.end("data: [DONE]\n\n");
}

/** @param {http.ServerResponse} response @param {any} asked @param {import("./scripts.mjs").Step[]} steps */
async function whole(response, asked, steps) {
  const content = steps.map((step) => ("text" in step ? step.text : "")).join("");
  json(response, 200, {
    id: "chatcmpl-scripted",
    object: "chat.completion",
    created: 1_700_000_000,
    model: asked.model,
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });
}
