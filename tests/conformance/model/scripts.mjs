/**
 * What a scripted model says. A marker in the newest user message chooses: `[[long]]`, `[[tool NAME]]`. The words in between are
 * steps, so that a model server can take its time or break off between them.
 */

/**
 * @typedef {{text: string} | {pause: number} | {tool: {name: string, pieces: string[]}} | {status: number} | {cut: true}} Step
 */

/** Emoji of several code points, combining marks, and a character that the model's pieces cut in halves. */
export const UNICODE_REPLY = "naïve 👩‍🚀 und 👍🏽, e\u0301 — 𝒳 ende";

/** The reply to `[[long]]`. */
export const LONG_REPLY = Array.from({ length: 40 }, (_, at) => `word${at} `).join("");

/** The reply to `[[recovering]]`, once the model is well again. */
export const RECOVERED_REPLY = "Now it is said in one go.";

const WORD_PAUSE_MS = 40;

/**
 * @param {any[]} messages as an OpenAI-compatible API gets them
 * @param {string[]} tools names, as the model is offered them
 * @param {number} attempt how often this prompt was answered before
 * @returns {Step[]}
 */
export function script(messages, tools, attempt = 0) {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    const results = trailing(messages, "tool").map((one) => one.content);
    return [{ text: "You told me: " }, { text: results.join(", ") || "nothing" }, { text: "." }];
  }
  const asked = textOf(messages.findLast((one) => one.role === "user")?.content);
  const [, name = "hello", argument = ""] = /\[\[(\w+) ?([^\]]*)\]\]/.exec(asked) ?? [];
  const words = argument.split(" ").filter(Boolean);
  switch (name) {
    case "long":
      return LONG_REPLY.match(/\S+ /g)?.flatMap((word) => [{ text: word }, { pause: Number(words[0] ?? WORD_PAUSE_MS) }]) ?? [];
    case "slow":
      return [{ pause: Number(words[0] ?? 3000) }, { text: "That took " }, { text: "me a while." }];
    case "failing":
      return [{ status: 401 }];
    case "failingMidway":
      return [{ text: "Half " }, { text: "a " }, { text: "reply" }, { pause: 20 }, { cut: true }];
    case "recovering":
      return attempt === 0
        ? [{ text: "This will " }, { text: "never be " }, { pause: 20 }, { cut: true }]
        : RECOVERED_REPLY.match(/\S+ ?/g)?.map((text) => ({ text })) ?? [];
    case "unicode":
      // One UTF-16 unit after the other: the halves of surrogate pairs come in pieces of their own.
      return UNICODE_REPLY.split("").map((text) => ({ text }));
    case "tool":
    case "parallelTools":
      return words.every((wanted) => tools.includes(wanted))
        ? words.map((wanted) => ({ tool: { name: wanted, pieces: ['{"ci', 'ty": "Pa', 'ris"}'] } }))
        : [{ text: "There is no such tool." }];
    case "firstTool":
      return tools.length > 0 ? [{ tool: { name: tools[0], pieces: ['{"city":', '"Paris"}'] } }] : [{ text: "There is no tool." }];
    case "brokenArguments":
      return words.every((wanted) => tools.includes(wanted))
        ? words.map((wanted) => ({ tool: { name: wanted, pieces: ['{"city": ', "oops"] } }))
        : [{ text: "There is no such tool." }];
    default:
      return [{ text: "Hello. " }, { text: "This is said " }, { pause: 5 }, { text: "by a script." }];
  }
}

/** @param {any} content @returns {string} */
function textOf(content) {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map((part) => part.text ?? "").join("") : "";
}

/** The last messages of a role. @param {any[]} messages @param {string} role */
function trailing(messages, role) {
  return messages.slice(messages.findLastIndex((one) => one.role !== role) + 1);
}
