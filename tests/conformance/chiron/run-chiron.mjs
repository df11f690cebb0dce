#!/usr/bin/env node
/**
 * Starts Chiron's jar with everything embedded and a scripted model, runs the suite against it, and ends it again.
 * `--jar`, `--junit`, `--report`, `--only`, `--client`, `--jobs`, `--verbose`.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ScriptedModel } from "../model/server.mjs";
import { profile } from "../src/profile.mjs";
import { counts, json, junit, table } from "../src/report.mjs";
import { runSuite } from "../src/runner.mjs";
import { chironProfile } from "./profile.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const START_MS = 120_000;
const END_MS = 10_000;

const { values } = parseArgs({
  options: {
    jar: { type: "string", default: join(ROOT, "server/target/tutor-server.jar") },
    junit: { type: "string" },
    report: { type: "string" },
    only: { type: "string" },
    client: { type: "string" },
    jobs: { type: "string" },
    verbose: { type: "boolean" },
  },
});

if (!existsSync(values.jar)) fail(`there is no ${values.jar}: build it first with ./mvnw package -DskipTests`);
const home = await mkdtemp(join(tmpdir(), "chiron-conformance-"));
const model = new ScriptedModel();
/** @type {import("node:child_process").ChildProcess | undefined} */
let server;
let status = 1;
try {
  const modelUrl = await model.start();
  const port = await freePort();
  const log = await open(join(home, "server.log"), "w");
  server = spawn(java(), ["-Xmx768m", "-jar", values.jar, ...settings()], {
    env: { ...clean(process.env), PORT: String(port), TUTOR_HOME: join(home, "tutor"), OPENAI_BASE_URL: `${modelUrl}/v1`, OPENAI_MODEL: "scripted" },
    stdio: ["ignore", log.fd, log.fd],
  });
  const ended = new Promise((resolve) => server?.on("exit", resolve));
  const base = `http://127.0.0.1:${port}`;
  await healthy(base, server);

  const target = profile(await chironProfile(base, modelUrl));
  const results = await runSuite(target, {
    only: values.only?.split(","),
    peers: values.client?.split(","),
    jobs: Number(values.jobs ?? 4),
    onResult: (result) => {
      if (result.status === "failed") console.error(`FAILED ${result.id} (${result.peer})`);
    },
  });
  console.log(table(results, { verbose: values.verbose }));
  if (values.report) await written(values.report, json("Chiron", results));
  if (values.junit) await written(values.junit, junit("Chiron", results));
  const { failed, notApplicable } = counts(results);
  // This server is known in every detail: what cannot be run here could not be run anywhere.
  if (notApplicable > 0) console.error("a case that is not applicable to Chiron is a hole in its profile");
  status = failed + notApplicable === 0 ? 0 : 1;

  server.kill("SIGTERM");
  const late = Symbol("late");
  const timer = new Promise((resolve) => setTimeout(() => resolve(late), END_MS).unref());
  if ((await Promise.race([ended, timer])) === late) {
    console.error(`the server did not end within ${END_MS / 1000} s of SIGTERM`);
    status = 1;
  }
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  status = 1;
} finally {
  if (server && server.exitCode === null && server.signalCode === null) server.kill("SIGKILL");
  await model.stop();
  if (status !== 0) console.error(`\nThe end of the server's log:\n${(await readFile(join(home, "server.log"), "utf8").catch(() => "")).split("\n").slice(-40).join("\n")}`);
  await rm(home, { recursive: true, force: true });
}
process.exit(status);

/** The suite talks more than a person does, and would rather not wait for what takes long by default. */
function settings() {
  return [
    "--tutor.chat.messages-per-minute=100000",
    "--tutor.chat.message-burst=100000",
    "--tutor.rate.request-burst=1000000",
    "--tutor.chat.first-backoff=50ms",
    "--tutor.chat.attempts=2",
    "--tutor.stream.keep-alive=1s",
  ];
}

/** Nothing of this machine's settings shall reach the server. @param {NodeJS.ProcessEnv} env */
function clean(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(TUTOR|SUPABASE|TEMPORAL|OPENAI)_/.test(name)));
}

/** The `java` of a JDK 25: that of JAVA_HOME if it is one, else an installed one. */
function java() {
  const candidates = [process.env.JAVA_HOME ?? "", ...installed("/usr/lib/jvm"), ...installed(join(process.env.HOME ?? "", ".sdkman/candidates/java"))];
  const found = candidates.filter(Boolean).find((home) => existsSync(join(home, "bin/java")) && release(home) >= 25);
  return found ? join(found, "bin/java") : fail("JDK 25 is needed: set JAVA_HOME");

  function installed(/** @type {string} */ folder) {
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  }
}

/** @param {string} home @returns {number} the major version, by the JDK's own `release` file */
function release(home) {
  try {
    return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(join(home, "release"), "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** @param {string} base @param {import("node:child_process").ChildProcess} process */
async function healthy(base, process) {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (process.exitCode !== null) throw new Error(`the server ended with ${process.exitCode} while it started`);
    const answer = await fetch(`${base}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the server was not healthy within ${START_MS / 1000} s`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} path @param {string} text */
async function written(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}
