/** Shared state, and what an agent says of itself. */
import { AgentCapabilitiesSchema } from "@ag-ui/core/schemas";

/** @type {import("../runner.mjs").Case[]} */
export const STATE = [
  {
    id: "any-state",
    rule: "State is any JSON value; a run starts from it whatever it is",
    spec: "events/state §Data Types",
    peers: ["raw"],
    async run(t) {
      for (const state of [undefined, null, {}, { deep: { list: [1, null] } }, [1, 2], "text", 0, false]) {
        const x = t.served(await t.post(t.input({ state })), `state ${JSON.stringify(state)}`);
        t.expect(t.said(x).trim() !== "", `state ${JSON.stringify(state)}: no reply`);
      }
    },
  },
  {
    id: "state-round-trip",
    rule: "The state that a run left behind is the baseline of the next: deltas apply run after run",
    spec: "events/state §Cross-run behaviour",
    async run(t) {
      const c = t.conversation();
      for (const turn of ["first", "second", "third"]) t.served(await c.say(t.prompt("hello")), `the ${turn} run`);
    },
  },
  {
    id: "state-of-the-client-survives",
    rule: "What a client keeps in the state beside what the server owns is still there after the run",
    spec: "practice (a snapshot replaces wholesale, so a server that owns a part must restate the rest)",
    async run(t) {
      const c = t.conversation();
      c.state = { mine: { draft: "half a sentence", tags: ["a", null], "odd/~key": 1 } };
      t.served(await c.say(t.prompt("hello")));
      t.expect(JSON.stringify(c.state?.mine) === JSON.stringify({ draft: "half a sentence", tags: ["a", null], "odd/~key": 1 }), `the state is now ${JSON.stringify(c.state)}`);
    },
  },
  {
    id: "capabilities",
    rule: "Capabilities, where they are offered, have the protocol's shape and no member beside it",
    spec: "basic/capabilities §Retrieval",
    peers: ["raw"],
    needs: ["endpoints.capabilities"],
    async run(t) {
      const url = /** @type {string} */ (t.profile.endpoints.capabilities);
      const x = await t.plain({ url, method: "GET", headers: {} });
      t.expect(x.status === 200, `answered ${x.status}`);
      const strict = AgentCapabilitiesSchema.safeParse(x.json);
      t.expect(strict.success, `no AgentCapabilities: ${strict.error?.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`);
      const undescribed = beyond(x.json, AgentCapabilitiesSchema);
      t.expect(undescribed.length === 0, `members that the protocol does not describe: ${undescribed.join(", ")}`);
      t.refused(await t.plain({ url, method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }), "POST");
    },
  },
  {
    id: "capabilities-are-true",
    rule: "What is declared holds: an agent that takes the application's tools calls them, one that has interrupts raises them",
    spec: "basic/capabilities §Declaring",
    peers: ["raw"],
    needs: ["endpoints.capabilities"],
    async run(t) {
      const { json: declared } = await t.plain({ url: /** @type {string} */ (t.profile.endpoints.capabilities), method: "GET", headers: {} });
      const x = t.served(await t.post(t.input()));
      const types = new Set(x.events.map((event) => event.type));
      t.expect(declared?.transport?.streaming !== true || x.of("TEXT_MESSAGE_CONTENT").length > 1, "transport.streaming, but the reply came in one piece");
      t.expect(declared?.state?.snapshots !== true || types.has("STATE_SNAPSHOT"), "state.snapshots, but a run has no STATE_SNAPSHOT");
      t.expect(declared?.state?.snapshots !== false || !types.has("STATE_SNAPSHOT"), "no state.snapshots, but a run has a STATE_SNAPSHOT");
      if (declared?.tools?.clientProvided && !t.profile.prompts.tool) t.note("tools.clientProvided: the profile has no prompts.tool");
      if (declared?.humanInTheLoop?.interrupts && !t.profile.prompts.interrupt) t.note("humanInTheLoop.interrupts: the profile has no prompts.interrupt");
    },
  },
];

/**
 * Paths of members that the schema does not describe.
 * @param {any} value
 * @param {any} schema of zod
 * @param {string} [path]
 * @returns {string[]}
 */
function beyond(value, schema, path = "") {
  const { def } = schema;
  if (def.type === "optional") return beyond(value, def.innerType, path);
  if (def.type === "array") return value.flatMap((/** @type {any} */ one, /** @type {number} */ at) => beyond(one, def.element, `${path}.${at}`));
  if (def.type !== "object") return [];
  return Object.keys(value).flatMap((name) => {
    const at = path ? `${path}.${name}` : name;
    return name in schema.shape ? beyond(value[name], schema.shape[name], at) : [at];
  });
}
