/** The conversation that the input carries, and what became of it. */
import { textOf } from "../reducer.mjs";

/** @type {import("../runner.mjs").Case[]} */
export const HISTORY = [
  {
    id: "no-messages",
    rule: "An empty history is a valid one: the run is served, and there is nothing to ask a model",
    spec: "basic/run-input §messages",
    async run(t) {
      const x = t.served(await t.conversation().run());
      t.expect(x.of("RUN_STARTED").length === 1, "no run was started");
    },
  },
  {
    id: "conversation",
    rule: "Run after run the history grows by what was said, and the model is shown all of it",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(`${t.prompt("hello")} first-${t.token}`), "the first run");
      t.served(await c.say(`${t.prompt("hello")} second-${t.token}`), "the second run");
      t.expect(c.messages.filter((one) => one.role === "user").length === 2, `the page shows ${roles(c)}`);
      t.expect(c.messages.filter((one) => one.role === "assistant").length === 2, `the page shows ${roles(c)}`);
      const asked = await t.modelCalls();
      if (asked) {
        const last = JSON.stringify(asked.requests.at(-1));
        t.expect(last.includes(`first-${t.token}`) && last.includes(`second-${t.token}`), "the model was not shown both messages");
        t.expect(count(last, `first-${t.token}`) === 1, "the model was shown the first message more than once");
      }
    },
  },
  {
    id: "fresh-ids",
    rule: "Message ids are unique within the thread: a reply never takes an id that was there before",
    spec: "basic/index §Identifiers",
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(t.prompt("hello")));
      const before = new Set(c.messages.map((one) => one.id));
      const x = t.served(await c.say(t.prompt("hello")));
      const streamed = x.of("TEXT_MESSAGE_START").map((event) => event.messageId);
      t.expect(streamed.every((id) => !before.has(id)), `the second reply has the id of an earlier message: ${streamed.join(", ")}`);
    },
  },
  {
    id: "nothing-new",
    rule: "A history that ends with the reply asks for nothing: it is restated as a snapshot if at all, and no model is asked",
    spec: "events/lifecycle §Several runs on one stream",
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(t.prompt("hello")));
      const shown = JSON.stringify(c.messages.map((one) => textOf(one.content)));
      const before = await t.modelCalls();
      t.served(await c.run(), "the run without anything new");
      t.expect(JSON.stringify(c.messages.map((one) => textOf(one.content))) === shown, `the page showed ${shown} and now ${JSON.stringify(c.messages.map((one) => textOf(one.content)))}`);
      const after = await t.modelCalls();
      if (before && after) t.expect(after.calls === before.calls, "the model was asked again");
    },
  },
  {
    id: "same-run-again",
    rule: "The same run posted again (a proxy's retry) shows the same reply and costs no second one",
    spec: "practice (basic/index §Identifiers: a runId is not reused for another run)",
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("hello"));
      const [messages, runId] = [structuredClone(c.messages), t.id()];
      const first = t.served(await c.run({ messages, runId, state: {} }), "the first post");
      const shown = c.messages.map((one) => [one.id, textOf(one.content)]);
      const before = await t.modelCalls();
      t.served(await c.run({ messages, runId, state: {} }), "the second post");
      t.expect(t.said(first).trim() !== "", "the first post has no reply");
      t.expect(JSON.stringify(c.messages.map((one) => [one.id, textOf(one.content)])) === JSON.stringify(shown), "the second post shows another conversation than the first");
      const after = await t.modelCalls();
      if (before && after) t.expect(after.calls === before.calls, "the model was asked again");
    },
  },
  {
    id: "truncated-history",
    rule: "What a client has cut off is gone: the history that it sends is the complete one, and the next reply builds on that alone",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      t.served(await c.say(`${t.prompt("hello")} kept-${t.token}`));
      const kept = structuredClone(c.messages);
      t.served(await c.say(`${t.prompt("hello")} dropped-${t.token}`));
      c.messages = kept;
      const x = t.served(await c.say(`${t.prompt("hello")} instead-${t.token}`), "the run on the shorter history");
      t.expect(t.said(x).trim() !== "", "no reply");
      t.expect(!texts(c).includes(`dropped-${t.token}`), `what was cut off is shown again: ${texts(c)}`);
      const asked = await t.modelCalls();
      if (asked) t.expect(!JSON.stringify(asked.requests.at(-1)).includes(`dropped-${t.token}`), "the model was still shown what was cut off");
    },
  },
  {
    id: "edited-message",
    rule: "A message that was edited counts as it is now, and what followed its old form is gone",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      const first = c.add(`${t.prompt("hello")} before-${t.token}`);
      t.served(await c.run());
      c.messages = [{ ...first, content: `${t.prompt("hello")} after-${t.token}` }];
      const x = t.served(await c.run(), "the run on the edited history");
      t.expect(t.said(x).trim() !== "", "the edited message got no reply");
      t.expect(!texts(c).includes(`before-${t.token}`), `the old form is shown again: ${texts(c)}`);
      t.expect(c.messages.length === 2, `the page shows ${roles(c)}`);
      const asked = await t.modelCalls();
      if (asked) {
        const last = JSON.stringify(asked.requests.at(-1));
        t.expect(last.includes(`after-${t.token}`) && !last.includes(`before-${t.token}`), "the model was not shown the message as it is now");
      }
    },
  },
  {
    id: "regenerate",
    rule: "A history whose last reply was cut off gets another reply to the same message, under an id of its own",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      c.add(t.prompt("hello"));
      t.served(await c.run());
      const [question, reply] = c.messages;
      c.messages = [question];
      const x = t.served(await c.run(), "the run that asks again");
      t.expect(t.said(x).trim() !== "", "no second reply");
      t.expect(c.messages.filter((one) => one.role === "user").length === 1, `the page shows ${roles(c)}`);
      t.expect(c.messages.every((one) => one.id !== reply.id), "the second reply has the id of the first");
      t.expect(c.messages.filter((one) => one.role === "assistant").length === 1, `the page shows ${roles(c)}`);
    },
  },
  {
    id: "only-the-new-message",
    rule: "A client that sends a thread's new message alone gets a reply to it",
    spec: "practice (curl, stateless clients)",
    peers: ["raw"],
    async run(t) {
      const threadId = t.id();
      t.served(await t.post(t.input({ threadId })));
      const x = t.served(await t.post(t.input({ threadId })), "the second message");
      t.expect(t.said(x).trim() !== "", "the second message got no reply");
    },
  },
  {
    id: "long-history",
    rule: "A history of five thousand messages is an input like any other",
    spec: "basic/run-input §messages",
    peers: ["raw"],
    async run(t) {
      const messages = Array.from({ length: 5_000 }, (_, at) => ({ id: `m-${t.token}-${at}`, role: at % 2 ? "assistant" : "user", content: `message ${at}` }));
      messages.push(t.input().messages[0]);
      const x = await t.post(t.input({ messages }));
      if (!x.isStream) t.refused(x, "five thousand messages");
      else t.expect(t.said(t.served(x)).trim() !== "", "no reply");
    },
  },
];

/** @param {import("../trial.mjs").Conversation} c */
function roles(c) {
  return c.messages.map((one) => one.role).join(", ") || "nothing";
}

/** @param {import("../trial.mjs").Conversation} c */
function texts(c) {
  return c.messages.map((one) => textOf(one.content)).join(" | ");
}

/** @param {string} text @param {string} part */
function count(text, part) {
  return text.split(part).length - 1;
}
