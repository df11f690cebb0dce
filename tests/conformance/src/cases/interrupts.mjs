/** Runs that stop to ask, and the runs that answer. */

/** @typedef {import("../trial.mjs").Trial} Trial */
/** @typedef {import("../exchange.mjs").Exchange} Exchange */

/** Brings a run to where it asks. @param {Trial} t */
async function interrupted(t) {
  const { threadId } = (await t.profile.prepare.interrupt?.(t)) ?? { threadId: t.id() };
  const c = t.conversation({ threadId });
  const x = t.served(await c.say(t.prompt("interrupt")), "the run that asks");
  t.expect(x.terminal.outcome?.type === "interrupt", `the run ended with ${JSON.stringify(x.terminal)}`);
  /** @type {any[]} */
  const interrupts = x.terminal.outcome.interrupts;
  return { c, x, interrupts };
}

/** @param {any[]} interrupts @param {"resolved" | "cancelled"} status */
function answers(interrupts, status) {
  return interrupts.map((one) => ({
    interruptId: one.id,
    status,
    ...(status === "resolved" && { payload: example(one.responseSchema ?? {}) }),
  }));
}

/** The least that fits a JSON Schema, saying yes where it can. @param {any} schema @returns {any} */
function example(schema) {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
    case undefined: {
      const required = schema.required ?? Object.keys(schema.properties ?? {});
      return Object.fromEntries(required.map((/** @type {string} */ name) => [name, example(schema.properties?.[name] ?? { type: "boolean" })]));
    }
    case "array":
      return [];
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "string":
      return "yes";
    default:
      return true;
  }
}

/** It did not go on as if it had been answered. @param {Trial} t @param {Exchange} x @param {string} what */
function stillOpen(t, x, what) {
  if (!x.isStream) {
    t.refused(x, what);
    return;
  }
  t.expect(x.terminal, `${what}: no terminal event`);
  const fine = x.terminal.type === "RUN_ERROR" || x.terminal.outcome?.type === "interrupt";
  t.expect(fine, `${what}: the run ended with ${JSON.stringify(x.terminal)}`);
}

/** @param {Trial} t @param {Exchange} x @param {string} what */
function goesOn(t, x, what) {
  t.served(x, what);
  t.expect(x.terminal.outcome === undefined || x.terminal.outcome.type === "success", `${what} ended with ${JSON.stringify(x.terminal)}`);
  return x;
}

/** @type {import("../runner.mjs").Case[]} */
export const INTERRUPTS = [
  {
    id: "interrupt-raised",
    rule: "A run that stops to ask ends with the interrupt outcome: at least one, each with id, reason and a text for the person",
    spec: "basic/patterns/interrupt-resume §Interrupting",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { interrupts } = await interrupted(t);
      t.expect(interrupts.length >= 1, "no interrupt in the interrupt outcome");
      for (const one of interrupts) {
        t.expect(typeof one.id === "string" && one.id !== "", `an interrupt without id: ${JSON.stringify(one)}`);
        t.expect(typeof one.message === "string" && one.message.trim() !== "", `an interrupt without a text: ${JSON.stringify(one)}`);
        const expires = one.expiresAt === undefined ? Infinity : Date.parse(one.expiresAt);
        t.expect(expires > Date.now(), `an interrupt that has expired before it could be answered: ${one.expiresAt}`);
      }
    },
  },
  {
    id: "interrupt-resolved",
    rule: "The run that carries the answers goes on from there, and nothing stays open",
    spec: "basic/patterns/interrupt-resume §Resuming",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      goesOn(t, await c.run({ resume: answers(interrupts, "resolved") }), "the resuming run");
      goesOn(t, await c.say(t.prompt("hello")), "the run after it");
    },
  },
  {
    id: "interrupt-cancelled",
    rule: "An abandoned interrupt is answered too: the run goes on without what it asked for",
    spec: "basic/patterns/interrupt-resume §Resuming",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      goesOn(t, await c.run({ resume: answers(interrupts, "cancelled") }), "the resuming run");
      goesOn(t, await c.say(t.prompt("hello")), "the run after it");
    },
  },
  {
    id: "interrupt-resumed-twice",
    rule: "The same answer again, as after a dropped line, is no second answer and no error",
    spec: "practice (docs/concepts/interrupts: idempotent by thread, interrupt, status and payload)",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      const [messages, state, resume] = [structuredClone(c.messages), structuredClone(c.state), answers(interrupts, "resolved")];
      const first = goesOn(t, await c.run({ messages, state, resume }), "the first answer");
      const second = goesOn(t, await c.run({ messages, state, resume }), "the second answer");
      t.expect(first.input.runId !== second.input.runId, "both had one runId");
    },
  },
  {
    id: "interrupt-own-run-id",
    rule: "An answer under the interrupted run's own runId is an answer, not that run once more",
    spec: "practice (CopilotKit resumes so)",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { c, x, interrupts } = await interrupted(t);
      goesOn(t, await c.run({ runId: x.input.runId, resume: answers(interrupts, "resolved") }), "the resuming run");
    },
  },
  {
    id: "interrupt-not-covered",
    rule: "A run that leaves an open interrupt without an entry does not end as success: refused, failed, or asked again",
    spec: "basic/patterns/interrupt-resume §Resuming (an uncovered interrupt)",
    needs: ["prompts.interrupt"],
    // A client from before resume entries cannot cover anything.
    peers: ["1.0.0", "raw"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      const before = structuredClone(c.messages);
      stillOpen(t, await c.say(t.prompt("hello")), "a message instead of an answer");
      c.messages = before;
      goesOn(t, await c.run({ resume: answers(interrupts, "resolved") }), "the answer after all");
    },
  },
  {
    id: "interrupt-unknown-entry",
    rule: "An entry for an interrupt that was never raised is no reason to fail the run",
    spec: "basic/patterns/interrupt-resume §Resuming (an unrecognised entry)",
    async run(t) {
      const c = t.conversation();
      const resume = [{ interruptId: `never-raised-${t.token}`, status: "resolved", payload: { yes: true } }];
      const x = goesOn(t, await c.say(t.prompt("hello"), { resume }), "the run with the entry");
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "interrupt-payload-does-not-fit",
    rule: "A payload that does not fit the responseSchema is not taken for an answer",
    spec: "practice (docs/concepts/interrupts: RunError)",
    needs: ["prompts.interrupt"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      if (interrupts[0].responseSchema?.type !== "object") {
        t.note("the interrupt has no responseSchema of an object");
        return;
      }
      const resume = interrupts.map((one) => ({ interruptId: one.id, status: "resolved", payload: "neither here nor there" }));
      stillOpen(t, await c.run({ resume }), "a payload that does not fit");
    },
  },
  {
    id: "interrupt-restated",
    rule: "A page that is opened while an interrupt is open is told so, by the same id, and can answer it",
    spec: "basic/patterns/interrupt-resume §Resuming",
    needs: ["prompts.interrupt", "endpoints.connect"],
    async run(t) {
      const { c, interrupts } = await interrupted(t);
      const page = t.conversation({ threadId: c.threadId });
      const x = t.served(await page.finish(page.attach()), "the page that was opened");
      const told = x.terminal.outcome?.interrupts?.map((/** @type {any} */ one) => one.id);
      t.expect(JSON.stringify(told) === JSON.stringify(interrupts.map((one) => one.id)), `the opened page was told of ${JSON.stringify(told)}`);
      goesOn(t, await page.run({ resume: answers(interrupts, "resolved") }), "the answer of the opened page");
    },
  },
];
