/** What came of a run of the suite: for a person, for a program, for a build server. */
import { CASES } from "./cases/index.mjs";
import { CHECKS } from "./checks.mjs";

/** @typedef {import("./runner.mjs").Result} Result */

/** All cases and checks as Markdown: what `--list` prints, and CASES.md holds. */
export function listing() {
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|");
  const who = (/** @type {import("./runner.mjs").Case} */ one) => (one.peers ? one.peers.join(", ") : "all");
  const needs = (/** @type {import("./runner.mjs").Case} */ one) => (one.needs ?? []).map((path) => `\`${path}\``).join(", ");
  return [
    "# Cases and checks",
    "",
    "Places are files below `docs/spec/1.1` of ag-ui-protocol/ag-ui, with the heading. `practice` marks what the specification leaves",
    "open and clients rely on all the same. `needs` are members of the profile; a case without them is reported as not applicable.",
    "",
    `## ${CASES.length} cases`,
    "",
    "| case | what must hold | where it stands | clients | needs |",
    "|---|---|---|---|---|",
    ...CASES.map((one) => `| \`${one.id}\` | ${cell(one.rule)} | ${cell(one.spec)} | ${who(one)} | ${needs(one)} |`),
    "",
    `## ${CHECKS.length} checks of every stream`,
    "",
    "| check | what must hold | where it stands |",
    "|---|---|---|",
    ...CHECKS.map((check) => `| \`${check.id}\` | ${cell(check.rule)} | ${cell(check.spec)} |`),
    "",
  ].join("\n");
}

/** @param {Result[]} results */
export function counts(results) {
  const count = (/** @type {Result["status"]} */ status) => results.filter((result) => result.status === status).length;
  return { passed: count("passed"), failed: count("failed"), notApplicable: count("not applicable") };
}

/** @param {Result[]} results @param {{verbose?: boolean}} [options] */
export function table(results, { verbose = false } = {}) {
  const peers = [...new Set(results.map((result) => result.peer))];
  const ids = [...new Set(results.map((result) => result.id))];
  const width = Math.max(...ids.map((id) => id.length), 4);
  const cell = (/** @type {Result | undefined} */ result) =>
    (!result ? "·" : result.status === "passed" ? "ok" : result.status === "failed" ? "FAILED" : "n/a").padEnd(8);
  const lines = [`${"case".padEnd(width)}  ${peers.map((peer) => peer.padEnd(8)).join(" ")}`];
  for (const id of ids) {
    const row = peers.map((peer) => cell(results.find((result) => result.id === id && result.peer === peer)));
    lines.push(`${id.padEnd(width)}  ${row.join(" ")}`.trimEnd());
  }
  const failed = results.filter((result) => result.status === "failed");
  for (const result of failed) {
    const about = CASES.find((one) => one.id === result.id);
    lines.push("", `FAILED ${result.id} (${result.peer}): ${about?.rule}`, `       ${about?.spec}`);
    for (const { check, problem } of result.problems) {
      const rule = CHECKS.find((one) => one.id === check);
      lines.push(`  - ${check === result.id ? "" : `[${check}] `}${problem}${rule ? `  (${rule.spec})` : ""}`);
    }
    const frames = result.exchanges ?? [];
    lines.push(...(verbose ? frames : frames.slice(0, 24)).map((line) => `    ${line}`));
    if (!verbose && frames.length > 24) lines.push(`    … ${frames.length - 24} more lines in the report`);
  }
  const skipped = results.filter((result) => result.status === "not applicable");
  if (skipped.length > 0) {
    lines.push("", "Not applicable:");
    for (const [about, who] of grouped(skipped, (result) => `${result.id}: ${result.reason}`)) lines.push(`  ${about} (${who})`);
  }
  const noted = results.flatMap((result) => result.notes.map((note) => ({ ...result, reason: note })));
  if (noted.length > 0) {
    lines.push("", "Not looked at:");
    for (const [about, who] of grouped(noted, (result) => `${result.id}: ${result.reason}`)) lines.push(`  ${about} (${who})`);
  }
  const { passed, failed: failures, notApplicable } = counts(results);
  lines.push("", `${passed} passed, ${failures} failed${notApplicable ? `, ${notApplicable} not applicable` : ""}`);
  return lines.join("\n");
}

/** @param {Result[]} results @param {(result: Result) => string} key */
function grouped(results, key) {
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const result of results) groups.set(key(result), [...(groups.get(key(result)) ?? []), result.peer]);
  return [...groups].map(([about, peers]) => [about, peers.join(", ")]);
}

/** @param {string} name of the server @param {Result[]} results */
export function json(name, results) {
  const described = results.map((result) => {
    const about = CASES.find((one) => one.id === result.id);
    return { ...result, rule: about?.rule, spec: about?.spec };
  });
  return JSON.stringify({ server: name, ...counts(results), results: described }, null, 2);
}

/** Surefire's form, so that build servers and `scripts/test-totals` read it. @param {string} name @param {Result[]} results */
export function junit(name, results) {
  const { failed, notApplicable } = counts(results);
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0).toFixed(3);
  const cases = results.map((result) => {
    const body =
      result.status === "failed"
        ? `<failure message="${xml(result.problems.map((one) => one.problem).join("; ").slice(0, 500))}">${xml(
            [...result.problems.map((one) => `[${one.check}] ${one.problem}`), "", ...(result.exchanges ?? [])].join("\n"),
          )}</failure>`
        : result.status === "not applicable"
          ? `<skipped message="${xml(result.reason ?? "")}"/>`
          : "";
    return `  <testcase classname="agui-conformance.${xml(result.peer)}" name="${xml(result.id)}" time="${result.seconds.toFixed(3)}">${body}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="agui-conformance: ${xml(name)}" tests="${results.length}" failures="${failed}" errors="0" skipped="${notApplicable}" time="${seconds}">`,
    ...cases,
    "</testsuite>",
    "",
  ].join("\n");
}

/** @param {string} text */
function xml(text) {
  // eslint-disable-next-line no-control-regex
  const legal = text.replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd]/g, "\ufffd");
  return legal.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
