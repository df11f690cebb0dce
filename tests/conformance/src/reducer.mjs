/** What a page would show after these events: a second reading of the protocol, apart from the client libraries. */
import jsonpatch from "fast-json-patch";

/**
 * @param {any[]} events
 * @param {any[]} [messages] what the page had before
 * @param {any} [state]
 * @returns {{messages: any[], state: any, problems: string[]}} problems: patches that do not apply
 */
export function reduce(events, messages = [], state = {}) {
  const held = structuredClone(messages);
  let current = structuredClone(state ?? {});
  /** @type {string[]} */
  const problems = [];
  const byId = (/** @type {string} */ id) => held.find((message) => message.id === id);
  // Text is never put into an activity, whatever its id.
  const spoken = (/** @type {string} */ id) => held.find((message) => message.id === id && message.role !== "activity");

  for (const event of events) {
    switch (event.type) {
      case "TEXT_MESSAGE_START":
        if (!spoken(event.messageId)) held.push({ id: event.messageId, role: event.role ?? "assistant", content: "" });
        break;
      case "TEXT_MESSAGE_CONTENT": {
        const message = spoken(event.messageId);
        if (message && typeof event.delta === "string") message.content = (message.content ?? "") + event.delta;
        break;
      }
      case "TOOL_CALL_START": {
        if (held.some((message) => message.toolCalls?.some((/** @type {any} */ call) => call.id === event.toolCallId))) break;
        const call = { id: event.toolCallId, type: "function", function: { name: event.toolCallName, arguments: "" } };
        const parent = event.parentMessageId ? byId(event.parentMessageId) : undefined;
        if (parent?.role === "assistant") parent.toolCalls = [...(parent.toolCalls ?? []), call];
        else held.push({ id: event.parentMessageId ?? event.toolCallId, role: "assistant", toolCalls: [call] });
        break;
      }
      case "TOOL_CALL_ARGS":
        for (const message of held) {
          for (const call of message.toolCalls ?? []) {
            if (call.id === event.toolCallId) call.function.arguments += event.delta;
          }
        }
        break;
      case "TOOL_CALL_RESULT":
        held.push({ id: event.messageId, role: "tool", toolCallId: event.toolCallId, content: event.content });
        break;
      case "MESSAGES_SNAPSHOT":
        reconcile(held, event.messages ?? []);
        break;
      case "ACTIVITY_SNAPSHOT": {
        const shown = byId(event.messageId);
        if (!shown) held.push({ id: event.messageId, role: "activity", activityType: event.activityType, content: event.content });
        else if (event.replace !== false) shown.content = event.content;
        break;
      }
      case "ACTIVITY_DELTA": {
        const shown = byId(event.messageId);
        if (!shown || shown.role !== "activity") problems.push(`ACTIVITY_DELTA for ${event.messageId}, which was never shown`);
        else shown.content = patched(shown.content, event.patch, "ACTIVITY_DELTA", problems);
        break;
      }
      case "STATE_SNAPSHOT":
        current = structuredClone(event.snapshot);
        break;
      case "STATE_DELTA":
        current = patched(current, event.delta, "STATE_DELTA", problems);
        break;
      default:
    }
  }
  return { messages: held, state: current, problems };
}

/** @param {any[]} held @param {any[]} snapshot */
function reconcile(held, snapshot) {
  const carries = (/** @type {string} */ role) => snapshot.some((message) => message.role === role);
  const ids = new Set(snapshot.map((message) => message.id));
  const kept = held.filter(
    (message) =>
      ids.has(message.id) || ((message.role === "activity" || message.role === "reasoning") && !carries(message.role)),
  );
  held.splice(0, held.length, ...kept);
  for (const message of snapshot) {
    const at = held.findIndex((one) => one.id === message.id);
    if (at >= 0) held[at] = structuredClone(message);
    else held.push(structuredClone(message));
  }
}

/** @param {any} value @param {any} patch @param {string} what @param {string[]} problems */
function patched(value, patch, what, problems) {
  try {
    return jsonpatch.applyPatch(structuredClone(value), structuredClone(patch), true, false).newDocument;
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    problems.push(`${what} ${JSON.stringify(patch)} does not apply: ${name} ${message.split("\n")[0]}`);
    return value;
  }
}

/** The text of a message's content, parts joined. @param {any} content @returns {string} */
export function textOf(content) {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (part?.type === "text" ? part.text : "")).join("");
}

/** All text of assistant messages, joined. @param {any[]} messages @returns {string} */
export function assistantText(messages) {
  return messages
    .filter((message) => message.role === "assistant")
    .map((message) => textOf(message.content))
    .filter(Boolean)
    .join("\n");
}

/** All calls of assistant messages. @param {any[]} messages @returns {any[]} */
export function toolCalls(messages) {
  return messages.flatMap((message) => message.toolCalls ?? []);
}
