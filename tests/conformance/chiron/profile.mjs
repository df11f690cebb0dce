/** How Chiron is brought to what the cases are about: a scripted model behind it, and two learners in front of it. */
import { randomUUID } from "node:crypto";
import { LONG_REPLY, RECOVERED_REPLY, UNICODE_REPLY } from "../model/scripts.mjs";

/**
 * @param {string} base of the server
 * @param {string} model base of the scripted model
 */
export async function chironProfile(base, model) {
  const api = `${base}/api/v1`;
  const [first, second] = [await signUp(api), await signUp(api)];
  return {
    name: "Chiron",
    url: `${api}/agui`,
    headers: { Authorization: `Bearer ${first}` },
    second: { headers: { Authorization: `Bearer ${second}` } },
    endpoints: {
      connect: `${api}/agui/connect`,
      stop: `${api}/agui/stop/{threadId}`,
      capabilities: `${api}/agui/capabilities`,
      threadEvents: `${api}/chat/sessions/{threadId}/events`,
      modelCalls: `${model}/calls?token={token}`,
    },
    prompts: {
      hello: "Good day {token} [[hello]]",
      long: "Tell me more {token} [[long]]",
      slow: "Think hard {token} [[slow 4000]]",
      failing: "Try this {token} [[failing]]",
      failingMidway: "Try this {token} [[failingMidway]]",
      recovering: "Try this {token} [[recovering]]",
      unicode: "Say it {token} [[unicode]]",
      tool: "Look it up {token} [[tool {tool}]]",
      parallelTools: "Look both up {token} [[parallelTools {tool} {otherTool}]]",
      firstTool: "Look it up {token} [[firstTool]]",
      brokenArguments: "Look it up {token} [[brokenArguments {tool}]]",
      interrupt: "I want to leave this track",
    },
    replies: { unicode: UNICODE_REPLY, recovering: RECOVERED_REPLY, long: LONG_REPLY },
    prepare: {
      thread: async (/** @type {any} */ t) => ({ threadId: await session(api, t.profile.headers) }),
      interrupt: async (/** @type {any} */ t) => ({ threadId: await onATrack(api, t) }),
    },
    limits: { keepAliveMs: 2_500 },
  };
}

/** @param {string} api @returns {Promise<string>} an access token */
async function signUp(api) {
  const email = `learner-${randomUUID()}@example.org`;
  return (await call(`${api}/auth/signup`, {}, { email, password: "a long enough one" })).access_token;
}

/** @param {string} api @param {Record<string, string>} headers @returns {Promise<string>} */
async function session(api, headers) {
  return (await call(`${api}/chat/sessions`, headers, {})).session_id;
}

/**
 * A session with a track that has been started and has shown its first unit. One learner is on a track once, so each trial has a
 * learner of its own, and speaks as that one.
 * @param {string} api
 * @param {any} t
 */
async function onATrack(api, t) {
  const headers = { Authorization: `Bearer ${await signUp(api)}` };
  t.profile = { ...t.profile, headers };
  const threadId = await session(api, headers);
  const { tracks } = await call(`${api}/tracks`, headers);
  await call(`${api}/tracks/${tracks[0].track_id}/start`, headers, { session_id: threadId });
  for (let tries = 0; tries < 200; tries++) {
    const { messages } = await call(`${api}/chat/sessions/${threadId}/messages`, headers);
    if (messages.some((/** @type {any} */ message) => message.component)) return threadId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the track that was started has shown no unit");
}

/** @param {string} url @param {Record<string, string>} headers @param {any} [body] posted when there is one */
async function call(url, headers, body) {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
