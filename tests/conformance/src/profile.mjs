/** What the suite has to know of a server that it did not write: how to reach it, and how to make it do what a case is about. */
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

/**
 * @typedef {object} Profile
 * @property {string} name
 * @property {string} url the agent's endpoint
 * @property {Record<string, string>} headers sent with every request
 * @property {{headers: Record<string, string>}} [second] another person, for whom the first one's threads do not exist
 * @property {{connect?: string, stop?: string, capabilities?: string, threadEvents?: string, modelCalls?: string}} endpoints
 * @property {Record<string, string | undefined>} prompts
 * @property {{unicode?: string, recovering?: string, long?: string}} replies the exact text that some prompts lead to
 * @property {Record<string, (t: any) => Promise<any>>} prepare
 * @property {Limits} limits
 */

/**
 * @typedef {object} Limits all in milliseconds
 * @property {number} runMs the longest run
 * @property {number} firstEventMs how soon RUN_STARTED must come
 * @property {number} keepAliveMs the longest silence of a running stream
 * @property {number} closeMs how soon after its terminal event a stream must be closed
 * @property {number} stopMs how soon a stopped run must have ended
 */

const DEFAULTS = {
  headers: {},
  endpoints: {},
  prompts: { hello: "Say hello in one short sentence." },
  replies: {},
  prepare: {},
  limits: { runMs: 60_000, firstEventMs: 1_000, keepAliveMs: 15_000, closeMs: 2_000, stopMs: 5_000 },
};

const MEMBERS = new Set(["name", "url", "second", ...Object.keys(DEFAULTS)]);

/**
 * @param {any} given
 * @returns {Profile}
 * @throws {Error} that names the member that is wrong
 */
export function profile(given) {
  for (const member of Object.keys(given)) {
    if (!MEMBERS.has(member)) throw new Error(`profile: there is no member "${member}"; known are ${[...MEMBERS].join(", ")}`);
  }
  const whole = { name: given.url, ...DEFAULTS, ...given };
  for (const member of /** @type {const} */ (["prompts", "limits"])) whole[member] = { ...DEFAULTS[member], ...given[member] };
  try {
    new URL(whole.url);
  } catch {
    throw new Error(`profile: "url" must be the address of the agent's endpoint, not ${JSON.stringify(whole.url)}`);
  }
  for (const [name, ms] of Object.entries(whole.limits)) {
    if (!(name in DEFAULTS.limits)) throw new Error(`profile: there is no limit "${name}"`);
    if (typeof ms !== "number" || !(ms > 0)) throw new Error(`profile: limits.${name} must be a number of milliseconds`);
  }
  return whole;
}

/** Reads a profile from a `.json` file or from the default export of a `.mjs` module. @param {string} path */
export async function readProfile(path) {
  if (path.endsWith(".json")) return JSON.parse(await readFile(path, "utf8"));
  return (await import(pathToFileURL(resolve(path)).href)).default;
}

/** The value at a dotted path such as `endpoints.connect`, or undefined. @param {any} whole @param {string} path */
export function at(whole, path) {
  return path.split(".").reduce((value, name) => value?.[name], whole);
}
