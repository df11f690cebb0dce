/**
 * The suite is held to its own standard: a server that keeps every rule passes all of it, and each check and each case fails
 * against a server that breaks its rule and no other. A check or case without such a server fails here.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { CASES } from "../src/cases/index.mjs";
import { CHECKS } from "../src/checks.mjs";
import { profile } from "../src/profile.mjs";
import { listing, table } from "../src/report.mjs";
import { runSuite } from "../src/runner.mjs";
import { FakeServer } from "./fake-server.mjs";
import { MISBEHAVIOURS } from "./misbehaviours.mjs";

// One suite, flat: build servers read the totals of a report's first.
describe("the conformance suite", () => {
  test("a server that keeps every rule passes every case with every client, and none is left out", async () => {
    const server = await new FakeServer().start();
    try {
      const results = await runSuite(profile(server.profile));
      const wrong = results.filter((result) => result.status !== "passed" || result.notes.length > 0);
      assert.deepEqual(wrong.map((result) => `${result.id} (${result.peer})`), [], table(results));
    } finally {
      await server.stop();
    }
  });

  test("where only the address is known, all that needs nothing special is run, and the rest has a reason", async () => {
    const server = await new FakeServer().start();
    try {
      const { url, headers } = server.profile;
      const results = await runSuite(profile({ url, headers }));
      assert.deepEqual(results.filter((result) => result.status === "failed").map((result) => result.id), [], table(results));
      const passed = new Set(results.filter((result) => result.status === "passed").map((result) => result.id));
      const special = new Set(CASES.filter((one) => one.needs?.some((path) => path !== "headers.Authorization")).map((one) => one.id));
      assert.deepEqual(CASES.map((one) => one.id).filter((id) => !passed.has(id) && !special.has(id)), []);
      for (const result of results) if (result.status === "not applicable") assert.match(result.reason ?? "", /^the profile has no /);
    } finally {
      await server.stop();
    }
  });

  for (const { breaks, how, bent, by, found, ...about } of MISBEHAVIOURS) {
    const isCheck = CHECKS.some((check) => check.id === breaks);
    const inCase = about.in ?? (isCheck ? "hello" : breaks);
    test(`finds ${breaks}: ${how}`, async () => {
      const server = await new FakeServer(bent).start();
      try {
        const peers = [by ?? CASES.find((one) => one.id === inCase)?.peers?.at(-1) ?? "raw"];
        const [result] = await runSuite(profile(server.profile), { only: [inCase], peers });
        const checks = result.problems.map((problem) => problem.check);
        assert.ok(checks.includes(found ?? breaks), `${inCase} said ${JSON.stringify(result.problems)} (${result.status})\n${(result.exchanges ?? []).join("\n")}`);
      } finally {
        await server.stop();
      }
    });
  }

  test("there is a mistake for every check and every case", () => {
    const broken = new Set(MISBEHAVIOURS.map((one) => one.breaks));
    const all = [...CHECKS.map((check) => check.id), ...CASES.map((one) => one.id)];
    assert.deepEqual(all.filter((id) => !broken.has(id)), []);
    assert.deepEqual([...broken].filter((id) => !all.includes(id)), []);
    assert.equal(new Set(all).size, all.length, "two of them have one name");
  });

  test("CASES.md lists what there is; `bin/agui-conformance.mjs --list > CASES.md` writes it", async () => {
    assert.equal(await readFile(new URL("../CASES.md", import.meta.url), "utf8"), listing());
  });

  test("a profile with a member that does not exist, or a wrong one, is refused by name", () => {
    const url = "http://localhost:1/agent";
    assert.throws(() => profile({ url, promts: {} }), /"promts"/);
    assert.throws(() => profile({ url: "localhost" }), /"url"/);
    assert.throws(() => profile({ url, limits: { runMs: "60s" } }), /limits\.runMs/);
    assert.throws(() => profile({ url, limits: { runSeconds: 60 } }), /"runSeconds"/);
  });

  test("a client or a case that does not exist is refused by name", async () => {
    const target = profile({ url: "http://localhost:1/agent" });
    await assert.rejects(runSuite(target, { peers: ["2.0.0"] }), /"2\.0\.0"/);
    await assert.rejects(runSuite(target, { only: ["helo"] }), /helo/);
  });

  test("a server that is not there fails what is asked of it", async () => {
    const gone = await new FakeServer().start();
    await gone.stop();
    const results = await runSuite(profile(gone.profile), { only: ["hello", "not-json"] });
    assert.deepEqual([...new Set(results.map((result) => result.status))], ["failed"]);
    for (const result of results) assert.match(result.problems[0].problem, /ECONNREFUSED/);
  });
});
