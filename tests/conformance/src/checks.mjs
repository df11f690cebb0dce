/**
 * What holds for every stream of every case. A check gets one exchange and says what is wrong with it; the runner applies all
 * of them to whatever a case has received, so that a rule broken in passing is found in any case.
 */
import { EventSchema } from "@ag-ui/core/schemas";
import * as current from "@ag-ui/client-1.0.0";
import * as legacy from "@ag-ui/client-0.0.59";
import { from } from "rxjs";
import { shorten } from "./exchange.mjs";
import { capturingWarnings } from "./peers.mjs";
import { reduce, textOf } from "./reducer.mjs";

/** @typedef {import("./exchange.mjs").Exchange} Exchange */

/**
 * @typedef {object} Check
 * @property {string} id
 * @property {string} rule
 * @property {string} spec where the rule stands, below docs/spec/1.1
 * @property {boolean} [whole] it needs the end of the stream, so it says nothing about one that our side cut off
 * @property {(x: Exchange, profile: any) => string[]} problems
 */

const TERMINAL = new Set(["RUN_FINISHED", "RUN_ERROR"]);

/** @type {Check[]} */
export const CHECKS = [
  {
    id: "lf-only",
    rule: "The stream is framed with LF; CR and CRLF are not what every consumer is known to parse",
    spec: "basic/transports/http-sse §Response",
    problems: (x) => (x.bytes.includes(0x0d) ? ["a carriage return in the stream"] : []),
  },
  {
    id: "utf-8",
    rule: "The stream is UTF-8 without a byte order mark",
    spec: "basic/transports/http-sse §Response",
    whole: true,
    problems(x) {
      if (x.bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return ["it begins with a byte order mark"];
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(x.bytes);
        return [];
      } catch {
        return ["bytes that are no UTF-8"];
      }
    },
  },
  {
    id: "frames",
    rule: "Each event's data is exactly one protocol event as a JSON object: never several, never a fragment, no [DONE]",
    spec: "basic/transports/http-sse §Response",
    problems: (x) => x.frames.flatMap((frame) => (frame.problem ? [frame.problem] : [])),
  },
  {
    id: "uncompressed",
    rule: "Events leave one by one: no compression of the stream (it would hold events back in its buffer)",
    spec: "basic/transports §The binding contract",
    problems: (x) =>
      ["identity", undefined].includes(x.headers["content-encoding"]) ? [] : [`content-encoding ${x.headers["content-encoding"]}`],
  },
  {
    id: "not-cached",
    rule: "No cache and no proxy may keep or change the stream (Cache-Control: no-cache or no-store)",
    spec: "basic/transports §The binding contract",
    problems: (x) =>
      /no-cache|no-store/.test(x.headers["cache-control"] ?? "") ? [] : [`cache-control: ${x.headers["cache-control"] ?? "none"}`],
  },
  {
    id: "schema",
    rule: "Every event is one that the protocol describes, with values that its schema accepts",
    spec: "basic/versioning §What a producer owes",
    problems: (x) => x.events.flatMap((event) => malformed(event)),
  },
  {
    id: "nothing-undescribed",
    rule: "No member and no event that the protocol does not describe: what is private goes into CUSTOM, RAW or metadata",
    spec: "basic/processing §What a producer must not do",
    problems(x) {
      const sink = { client: { warnings: /** @type {string[]} */ ([]) } };
      capturingWarnings(sink, () =>
        from(x.events).pipe(/** @type {any} */ (current.enforceEvents())).subscribe({ error: () => {} }),
      );
      return sink.client.warnings;
    },
  },
  {
    id: "absent-not-null",
    rule: "An optional member without a value is left out, never null",
    spec: "basic/index §Absent means absent",
    problems: (x) => x.events.flatMap((event) => nulls(event).map((path) => `${event.type}: ${path} is null`)),
  },
  {
    id: "event-size",
    rule: "No event is longer than the 10 Mi characters that the official client takes",
    spec: "basic/transports §The binding contract",
    problems: (x) =>
      x.frames.filter((frame) => frame.raw.length > 10 * 1024 * 1024).map((frame) => `an event of ${frame.raw.length} characters`),
  },
  {
    id: "first-event",
    rule: "A stream begins with RUN_STARTED or RUN_ERROR",
    spec: "events/lifecycle §The run",
    problems: (x) =>
      x.events.length > 0 && !["RUN_STARTED", "RUN_ERROR"].includes(x.events[0].type) ? [`it begins with ${x.events[0].type}`] : [],
  },
  {
    id: "sequence",
    rule: "What is open is continued and closed, what is not open is neither, and nothing is open when a run finishes",
    spec: "basic/patterns/streaming §Open, content, close; events/lifecycle",
    problems: sequence,
  },
  {
    id: "one-terminal",
    rule: "Each run ends once, with RUN_FINISHED or RUN_ERROR, and the stream ends with the last run",
    spec: "events/lifecycle §After a run closes",
    whole: true,
    problems(x) {
      const starts = x.of("RUN_STARTED").length;
      const ends = x.events.filter((event) => TERMINAL.has(event.type)).length;
      if (x.events.length === 0) return ["no event at all"];
      if (!TERMINAL.has(x.events.at(-1).type)) return [`it ends with ${x.events.at(-1).type}, not with a terminal event`];
      const wanted = Math.max(starts, 1);
      return ends === wanted ? [] : [`${ends} terminal events for ${wanted} run(s)`];
    },
  },
  {
    id: "nothing-after-the-end",
    rule: "The body ends with the terminal event: not a byte follows",
    spec: "basic/transports/http-sse §Response",
    whole: true,
    problems(x) {
      if (!x.terminal) return [];
      const after = x.frames.slice(x.frames.findLastIndex((frame) => frame.event && TERMINAL.has(frame.event.type)) + 1);
      const rest = after.map((frame) => frame.raw).join("\n") + x.rest;
      return rest === "" ? [] : [`${JSON.stringify(shorten(rest, 60))} after the terminal event`];
    },
  },
  {
    id: "body-closed",
    rule: "The producer closes the response after the last run's terminal event, without delay and without breaking it",
    spec: "basic/transports/http-sse §Response",
    whole: true,
    problems(x, profile) {
      if (x.ended === "reset") return [`the connection broke: ${x.failure}`];
      const last = x.frames.findLast((frame) => frame.event);
      const late = last ? x.endedAt - last.at : 0;
      return x.terminal && late > profile.limits.closeMs ? [`closed ${late.toFixed(0)} ms after the terminal event`] : [];
    },
  },
  {
    id: "ids",
    rule: "Boundary events carry the input's threadId; the requested run echoes its runId; a run's two boundaries agree",
    spec: "basic/run-input §Identity",
    problems: ids,
  },
  {
    id: "version-declared",
    rule: "RUN_STARTED declares the version that the producer speaks, MAJOR.MINOR",
    spec: "basic/versioning §Version negotiation",
    problems: (x) =>
      x.of("RUN_STARTED").flatMap((event) =>
        /^\d+\.\d+$/.test(event.protocolVersion ?? "") ? [] : [`protocolVersion ${JSON.stringify(event.protocolVersion)}`],
      ),
  },
  {
    id: "legacy-peer",
    rule: "What is fatal to a client from before the protocol had a version is not sent to a peer that declared none",
    spec: "basic/versioning §Downgrading",
    problems: forLegacy,
  },
  {
    id: "patches-apply",
    rule: "Deltas apply to what the consumer has: the input's state (or {}), then the stream's own snapshots",
    spec: "basic/patterns/snapshots §Deltas",
    problems: (x) => (x.kind === "events" ? [] : reduce(x.events, x.input?.messages ?? [], x.input?.state ?? {}).problems),
  },
  {
    id: "message-ids",
    rule: "A message id names one message of one kind, and a snapshot names each id once",
    spec: "basic/index §Identifiers",
    problems: messageIds,
  },
  {
    id: "snapshot-complete",
    rule: "A MESSAGES_SNAPSHOT is the complete set: one that lacks what the person has just typed would make it vanish",
    spec: "events/state §MESSAGES_SNAPSHOT",
    problems(x) {
      const typed = x.kind === "run" ? x.input?.messages?.findLast?.((/** @type {any} */ one) => one?.role === "user") : undefined;
      if (!typed) return [];
      return x.of("MESSAGES_SNAPSHOT").flatMap((event) =>
        event.messages?.some((/** @type {any} */ one) => one.id === typed.id) ? [] : [`the snapshot lacks the user message ${typed.id}`],
      );
    },
  },
  {
    id: "restated-as-snapshot",
    rule: "What the input already carries is restated as a snapshot, never streamed again (it would be shown twice)",
    spec: "events/lifecycle §Several runs on one stream",
    problems: restated,
  },
  {
    id: "frontend-tools",
    rule: "A call of the application's tool is never answered by the producer, and the run that makes it is no interrupt",
    spec: "events/tool-calls §Frontend tools",
    problems: frontendTools,
  },
  {
    id: "pending-calls",
    rule: "pendingToolCallIds names exactly the calls that the run started and did not answer, in order",
    spec: "events/tool-calls §Frontend tools",
    problems: pendingCalls,
  },
  {
    id: "advertised-tools",
    rule: "Frontend tools are called only from the list that the input advertises",
    spec: "events/tool-calls §Frontend tools",
    whole: true,
    problems(x) {
      if (x.kind !== "run") return [];
      const offered = new Set((x.input?.tools ?? []).map((/** @type {any} */ tool) => tool.name));
      const answered = new Set(x.of("TOOL_CALL_RESULT").map((event) => event.toolCallId));
      return x.of("TOOL_CALL_START").flatMap((event) =>
        offered.has(event.toolCallName) || answered.has(event.toolCallId) || x.terminal?.type === "RUN_ERROR"
          ? []
          : [`${event.toolCallName} was called, not offered, and not answered`],
      );
    },
  },
  {
    id: "interrupts",
    rule: "Each interrupt's id is unique within its run",
    spec: "basic/patterns/interrupt-resume §Interrupting",
    problems: (x) =>
      x.of("RUN_FINISHED").flatMap((event) => repeated((event.outcome?.interrupts ?? []).map((/** @type {any} */ one) => one.id))),
  },
  {
    id: "cancelled",
    rule: "A cancelled run has no result",
    spec: "events/lifecycle §Cancelled runs",
    problems: (x) =>
      x.of("RUN_FINISHED").flatMap((event) => (event.outcome?.type === "cancelled" && "result" in event ? ["a cancelled run with a result"] : [])),
  },
  {
    id: "usage",
    rule: "totalTokens is inputTokens plus outputTokens; cached, cache-write and reasoning tokens are parts of these",
    spec: "events/lifecycle §Token usage",
    problems: (x) => x.events.flatMap((event) => (event.usage ?? []).flatMap((/** @type {any} */ entry) => usageProblems(entry))),
  },
  {
    id: "error-message",
    rule: "RUN_ERROR says what went wrong, for a person to read, and shows nothing of the inside",
    spec: "events/lifecycle §RUN_ERROR",
    problems: (x) =>
      x.of("RUN_ERROR").flatMap((event) => {
        if (typeof event.message !== "string" || event.message.trim() === "") return ["a RUN_ERROR without a message"];
        return /\n\s*at |Exception\b|Traceback|select .* from|\bECONN/i.test(event.message)
          ? [`it shows the inside: ${shorten(event.message, 120)}`]
          : [];
      }),
  },
  {
    id: "client-accepts",
    rule: "The official client takes the stream as it is",
    spec: "basic/processing §The rule",
    problems(x) {
      if (!x.client || x.ended === "aborted" || x.ended === "timeout" || !x.client.error) return [];
      // How a client surfaces a RUN_ERROR is its own business: not a rejection of the stream.
      return x.terminal?.type === "RUN_ERROR" && x.client.error.includes(x.terminal.message) ? [] : [`the client failed: ${x.client.error}`];
    },
  },
  {
    id: "client-shows-what-was-said",
    rule: "What the official client holds in the end is what the stream says by the letter of the protocol",
    spec: "events/text-messages §Events",
    whole: true,
    problems(x) {
      if (!x.client?.messages || x.client.error || x.terminal?.type !== "RUN_FINISHED") return [];
      const texts = (/** @type {any[]} */ messages) =>
        new Map(messages.filter((one) => one.role === "assistant" || one.role === "user").map((one) => [one.id, textOf(one.content)]));
      const [held, said] = [texts(x.client.messages), texts(reduce(x.events, x.input?.messages ?? []).messages)];
      return [...new Set([...held.keys(), ...said.keys()])]
        .filter((id) => held.get(id) !== said.get(id))
        .map((id) => `message ${id}: the client holds ${JSON.stringify(shorten(held.get(id) ?? "nothing", 80))}, said was ${JSON.stringify(shorten(said.get(id) ?? "nothing", 80))}`);
    },
  },
  {
    id: "client-quiet",
    rule: "The official client finds nothing to warn of",
    spec: "basic/processing §What a consumer does with unrecognised material",
    problems: (x) =>
      x.ended === "aborted" || x.ended === "timeout" || x.client?.error
        ? []
        : (x.client?.warnings ?? []).filter((/** @type {string} */ words) => !ABOUT_OUR_INPUT.test(words)).map((/** @type {string} */ words) => shorten(words, 240)),
  },
];

/** What a client says about what a case made it send says nothing about the server. */
const ABOUT_OUR_INPUT = /outgoing input|binary|legacy content/i;

/** @param {any} event @returns {string[]} */
function malformed(event) {
  const result = EventSchema.safeParse(event);
  return result.success ? [] : result.error.issues.slice(0, 3).map((issue) => `${event.type} ${issue.path.join(".")}: ${issue.message}`);
}

const MAY_BE_NULL = new Set(["snapshot", "value", "event"]);

/** Paths of members that are null where the protocol has an optional member. @param {any} event @returns {string[]} */
function nulls(event) {
  /** @type {string[]} */
  const found = [];
  /** @param {any} value @param {string} path */
  const look = (value, path) => {
    for (const [name, member] of Object.entries(value)) {
      const at = path ? `${path}.${name}` : name;
      if (member === null) found.push(at);
      else if (typeof member === "object" && !OPEN.has(name)) look(member, at);
    }
  };
  const { ...top } = event;
  for (const name of MAY_BE_NULL) delete top[name];
  look(top, "");
  return found;
}

/** Members that carry anything: a null inside of them is data. */
const OPEN = new Set(["metadata", "state", "forwardedProps", "content", "patch", "delta", "rawEvent", "result", "parameters", "responseSchema", "payload", "input"]);

/** @param {Exchange} x @returns {string[]} */
function sequence(x) {
  /** @type {string[]} */
  const problems = [];
  const valid = x.events.filter((event) => EventSchema.safeParse(event).success);
  const sink = { client: { warnings: [] } };
  capturingWarnings(sink, () =>
    from(valid)
      .pipe(/** @type {any} */ (current.transformChunks()), /** @type {any} */ (current.verifyEvents()))
      .subscribe({ error: (/** @type {Error} */ error) => problems.push(error.message) }),
  );
  return problems;
}

/** @param {Exchange} x @returns {string[]} */
function ids(x) {
  const { threadId, runId } = x.input ?? {};
  /** @type {string[]} */
  const problems = [];
  /** @type {any} */
  let open;
  for (const event of x.events) {
    if (event.type !== "RUN_STARTED" && event.type !== "RUN_FINISHED") continue;
    if (threadId !== undefined && event.threadId !== threadId) problems.push(`${event.type} names the thread ${event.threadId}, not ${threadId}`);
    if (event.type === "RUN_STARTED") open = event;
    else if (open && open.runId !== event.runId) problems.push(`RUN_FINISHED names the run ${event.runId}, RUN_STARTED named ${open.runId}`);
  }
  if (x.kind === "run" && open && open.runId !== runId) problems.push(`the requested run is named ${open.runId}, not ${runId}`);
  return problems;
}

/** @param {Exchange} x @returns {string[]} */
function forLegacy(x) {
  if (x.input === undefined || x.input.protocolVersion !== undefined) return [];
  return x.events.flatMap((event) => {
    const result = legacy.EventSchemas.safeParse(event);
    return result.success ? [] : result.error.issues.slice(0, 2).map((issue) => `${event.type} ${issue.path.join(".")}: ${issue.message}`);
  });
}

/** @param {Exchange} x @returns {string[]} */
function messageIds(x) {
  /** @type {Map<string, string>} */
  const kinds = new Map();
  /** @type {string[]} */
  const problems = [];
  const name = (/** @type {string} */ id, /** @type {string} */ kind) => {
    const known = kinds.get(id);
    if (known && known !== kind) problems.push(`the id ${id} names a message of ${known} and one of ${kind}`);
    kinds.set(id, kind);
  };
  for (const message of x.input?.messages ?? []) if (typeof message?.id === "string") name(message.id, message.role);
  for (const event of x.events) {
    if (event.type === "TEXT_MESSAGE_START") name(event.messageId, event.role ?? "assistant");
    if (event.type === "REASONING_MESSAGE_START") name(event.messageId, "reasoning");
    if (event.type === "ACTIVITY_SNAPSHOT") name(event.messageId, "activity");
    if (event.type === "TOOL_CALL_RESULT") name(event.messageId, "tool");
    if (event.type === "MESSAGES_SNAPSHOT") {
      problems.push(...repeated((event.messages ?? []).map((/** @type {any} */ one) => one.id)));
      for (const message of event.messages ?? []) name(message.id, message.role);
    }
  }
  return problems;
}

/** @param {string[]} values @returns {string[]} */
function repeated(values) {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))].map((value) => `${value} is there twice`);
}

/** @param {Exchange} x @returns {string[]} */
function restated(x) {
  const held = new Set((x.input?.messages ?? []).map((/** @type {any} */ message) => message?.id));
  const calls = new Set((x.input?.messages ?? []).flatMap((/** @type {any} */ message) => message?.toolCalls ?? []).map((/** @type {any} */ call) => call?.id));
  /** @type {string[]} */
  const problems = [];
  for (const event of x.events) {
    // After a snapshot the consumer holds what the snapshot says: a message that is still growing goes on from there.
    if (event.type === "MESSAGES_SNAPSHOT") {
      held.clear();
      calls.clear();
    }
    if (event.type === "TEXT_MESSAGE_START" && held.has(event.messageId)) problems.push(`${event.messageId} is streamed again`);
    if (event.type === "TOOL_CALL_START" && calls.has(event.toolCallId)) problems.push(`the call ${event.toolCallId} is streamed again`);
  }
  return problems;
}

/** @param {Exchange} x @returns {any[]} the calls of application tools that the stream starts */
function applicationCalls(x) {
  const offered = new Set((x.input?.tools ?? []).map((/** @type {any} */ tool) => tool?.name));
  return x.of("TOOL_CALL_START").filter((event) => offered.has(event.toolCallName));
}

/** @param {Exchange} x @returns {string[]} */
function frontendTools(x) {
  const calls = applicationCalls(x);
  const ids = new Set(calls.map((event) => event.toolCallId));
  /** @type {string[]} */
  const problems = [];
  for (const event of x.of("TOOL_CALL_RESULT")) {
    if (ids.has(event.toolCallId)) problems.push(`a result of the producer's own for the application's call ${event.toolCallId}`);
  }
  if (calls.length > 0 && x.terminal?.outcome?.type === "interrupt") problems.push("a run that stopped on a frontend tool ended as an interrupt");
  for (const event of x.of("MESSAGES_SNAPSHOT")) {
    const made = event.messages?.find((/** @type {any} */ one) => one.role === "tool" && ids.has(one.toolCallId));
    if (made) problems.push(`a tool message of the producer's own for the call ${made.toolCallId}`);
  }
  return problems;
}

/** @param {Exchange} x @returns {string[]} */
function pendingCalls(x) {
  const outcome = x.terminal?.outcome;
  const named = outcome?.pendingToolCallIds;
  if (named === undefined || x.kind === "events") return [];
  const started = [...new Set(x.of("TOOL_CALL_START").map((event) => event.toolCallId))];
  const answered = new Set(x.of("TOOL_CALL_RESULT").map((event) => event.toolCallId));
  const mine = started.filter((id) => !answered.has(id));
  // A run that restates a thread also restates what an earlier run of it left unanswered.
  const restated = x.of("MESSAGES_SNAPSHOT").length > 0 ? unanswered(x.of("MESSAGES_SNAPSHOT").at(-1).messages) : [];
  const wanted = [...restated.filter((id) => !mine.includes(id) && !answered.has(id)), ...mine];
  const fits = JSON.stringify(named) === JSON.stringify(mine) || JSON.stringify(named) === JSON.stringify(wanted);
  return fits ? [] : [`pendingToolCallIds ${JSON.stringify(named)}, but unanswered are ${JSON.stringify(wanted)}`];
}

/** Calls in a history that no tool message answers. @param {any[]} messages @returns {string[]} */
export function unanswered(messages) {
  const answers = new Set(messages.filter((message) => message.role === "tool").map((message) => message.toolCallId));
  return messages.flatMap((message) => message.toolCalls ?? []).map((call) => call.id).filter((id) => !answers.has(id));
}

/** @param {any} entry @returns {string[]} */
function usageProblems(entry) {
  const { inputTokens: input, outputTokens: output, totalTokens: total } = entry;
  /** @type {string[]} */
  const problems = [];
  if (input !== undefined && output !== undefined && total !== undefined && total !== input + output) {
    problems.push(`totalTokens ${total} is not ${input} + ${output}`);
  }
  if (input !== undefined && (entry.cachedInputTokens ?? 0) + (entry.cacheWriteInputTokens ?? 0) > input) {
    problems.push("more cached tokens than input tokens");
  }
  if (output !== undefined && (entry.reasoningTokens ?? 0) > output) problems.push("more reasoning tokens than output tokens");
  return problems;
}

/**
 * Applies every check that says something about this exchange.
 * @param {Exchange} x
 * @param {any} profile
 * @returns {{check: string, problem: string}[]}
 */
export function checkStream(x, profile) {
  if (!x.isStream) return [];
  if (x.ended === "timeout") return [{ check: "one-terminal", problem: `not over after ${x.endedAt.toFixed(0)} ms` }];
  return CHECKS.filter((check) => !check.whole || (x.whole && x.kind !== "events")).flatMap((check) =>
    [...new Set(check.problems(x, profile))].map((problem) => ({ check: check.id, problem })),
  );
}
