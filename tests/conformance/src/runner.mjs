/** Runs cases with peers, several at a time, and keeps what came of each. */
import { CASES } from "./cases/index.mjs";
import { PEERS } from "./peers.mjs";
import { at } from "./profile.mjs";
import { Failure, NotApplicable, Trial } from "./trial.mjs";

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} rule what must hold, in a sentence
 * @property {string} spec where it stands below docs/spec/1.1; `practice` where the specification leaves it open and clients rely on it
 * @property {string[]} [peers] who can run it; all when absent
 * @property {string[]} [needs] members of the profile without which it cannot be run
 * @property {boolean} [alone] it measures time, so nothing may run beside it
 * @property {(t: Trial) => Promise<void>} run
 */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} peer
 * @property {"passed" | "failed" | "not applicable"} status
 * @property {{check: string, problem: string}[]} problems
 * @property {string} [reason] why it is not applicable
 * @property {string[]} notes what could not be looked at
 * @property {number} seconds
 * @property {string[]} [exchanges] what went over the wire, of a failed one
 */

/**
 * @param {import("./profile.mjs").Profile} profile
 * @param {object} [options]
 * @param {string[]} [options.only] ids of cases, or beginnings of ids with a `*`
 * @param {string[]} [options.peers]
 * @param {number} [options.jobs] trials at a time
 * @param {(result: Result) => void} [options.onResult]
 * @returns {Promise<Result[]>} in the order of the cases
 */
export async function runSuite(profile, { only, peers = Object.keys(PEERS), jobs = 4, onResult = () => {} } = {}) {
  for (const name of peers) if (!PEERS[name]) throw new Error(`there is no client "${name}"; known are ${Object.keys(PEERS).join(", ")}`);
  const chosen = CASES.filter((one) => !only || only.some((pattern) => matches(one.id, pattern)));
  if (chosen.length === 0) throw new Error(`no case is called ${only?.join(", ")}`);
  const trials = chosen.flatMap((one) => peers.filter((name) => !one.peers || one.peers.includes(name)).map((name) => ({ one, name })));

  /** @type {Map<any, Result>} */
  const results = new Map();
  const work = async (/** @type {{one: Case, name: string}[]} */ queue) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await runCase(next.one, PEERS[next.name], profile);
      results.set(next, result);
      onResult(result);
    }
  };
  const beside = trials.filter((trial) => !trial.one.alone);
  await Promise.all(Array.from({ length: jobs }, () => work(beside)));
  await work(trials.filter((trial) => trial.one.alone));
  return [...results.entries()].sort(([a], [b]) => order(a) - order(b)).map(([, result]) => result);

  function order(/** @type {{one: Case, name: string}} */ trial) {
    return CASES.indexOf(trial.one) * 10 + peers.indexOf(trial.name);
  }
}

/** @param {string} id @param {string} pattern */
function matches(id, pattern) {
  return pattern.endsWith("*") ? id.startsWith(pattern.slice(0, -1)) : id === pattern;
}

/**
 * @param {Case} one
 * @param {import("./peers.mjs").Peer} peer
 * @param {import("./profile.mjs").Profile} profile
 * @returns {Promise<Result>}
 */
export async function runCase(one, peer, profile) {
  const began = performance.now();
  const result = (/** @type {Partial<Result>} */ rest) => ({
    id: one.id,
    peer: peer.name,
    problems: [],
    notes: [],
    seconds: (performance.now() - began) / 1000,
    .../** @type {any} */ (rest),
  });
  const missing = (one.needs ?? []).filter((path) => at(profile, path) === undefined);
  if (missing.length > 0) return result({ status: "not applicable", reason: `the profile has no ${missing.join(", no ")}` });

  const trial = new Trial(profile, peer);
  /** @type {{check: string, problem: string}[]} */
  const problems = [];
  try {
    await one.run(trial);
  } catch (error) {
    if (error instanceof NotApplicable) {
      await trial.close();
      return result({ status: "not applicable", reason: error.message });
    }
    const words = error instanceof Failure ? error.message : `${/** @type {Error} */ (error).message}`;
    problems.push({ check: one.id, problem: words });
  }
  await trial.close();
  problems.push(...trial.findings());
  return result({
    status: problems.length === 0 ? "passed" : "failed",
    problems,
    notes: trial.notes,
    ...(problems.length > 0 && { exchanges: trial.exchanges.flatMap((exchange) => [...exchange.dump(), ""]) }),
  });
}
