#!/usr/bin/env node
/** Runs the suite against a server and tells what came of it. Exit code 0: nothing failed; 1: something did; 2: it was called wrongly. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { profile, readProfile } from "../src/profile.mjs";
import { counts, json, junit, listing, table } from "../src/report.mjs";
import { runSuite } from "../src/runner.mjs";

const USAGE = `agui-conformance --url URL [options]

  --url URL              the agent's endpoint (POST)
  --header 'Name: value' sent with every request; may be repeated
  --profile FILE         .json or .mjs: prompts, endpoints, a second person (see README)
  --only IDS             cases, separated by commas; 'tools-*' for all that begin so
  --client NAMES         of 1.0.0, 0.0.59, raw; all by default
  --jobs N               trials at a time, 4 by default
  --report FILE          everything as JSON, with the frames of what failed
  --junit FILE           JUnit XML
  --verbose              all frames of what failed
  --list                 the cases and checks, and where their rules stand, as Markdown`;

const { values } = parse();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (values.list) {
  process.stdout.write(listing());
  process.exit(0);
}

try {
  const given = values.profile ? await readProfile(values.profile) : {};
  const target = profile({
    ...given,
    ...(values.url && { url: values.url }),
    headers: { ...given.headers, ...Object.fromEntries((values.header ?? []).map(header)) },
  });
  const results = await runSuite(target, {
    only: values.only?.split(","),
    peers: values.client?.split(","),
    jobs: values.jobs ? Number(values.jobs) : undefined,
    onResult: (result) => {
      if (result.status === "failed") console.error(`FAILED ${result.id} (${result.peer})`);
    },
  });
  console.log(table(results, { verbose: values.verbose }));
  if (values.report) await writeFile(values.report, json(target.name, results));
  if (values.junit) await writeFile(values.junit, junit(target.name, results));
  process.exit(counts(results).failed === 0 ? 0 : 1);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(2);
}

function parse() {
  try {
    return parseArgs({
      options: {
        url: { type: "string" },
        header: { type: "string", multiple: true },
        profile: { type: "string" },
        only: { type: "string" },
        client: { type: "string" },
        jobs: { type: "string" },
        report: { type: "string" },
        junit: { type: "string" },
        verbose: { type: "boolean" },
        list: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** @param {string} line @returns {[string, string]} */
function header(line) {
  const colon = line.indexOf(":");
  if (colon < 1) throw new Error(`--header takes 'Name: value', not ${JSON.stringify(line)}`);
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
