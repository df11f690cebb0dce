/** RunAgentInput: what is refused before the run starts, and what must survive. */

/** @typedef {import("../trial.mjs").Trial} Trial */

/**
 * Every one of these is malformed: a known member with a value that the schema rejects.
 * @param {any} good
 * @returns {Record<string, any>}
 */
function malformed(good) {
  const [user] = good.messages;
  const without = (/** @type {string} */ name) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  const message = (/** @type {any} */ changes) => ({ ...good, messages: [{ ...user, ...changes }] });
  const also = (/** @type {any} */ extra) => ({ ...good, messages: [extra, user] });
  return {
    "threadId missing": without("threadId"),
    "threadId a number": { ...good, threadId: 7 },
    "threadId null": { ...good, threadId: null },
    "runId missing": without("runId"),
    "runId an object": { ...good, runId: {} },
    "messages missing": without("messages"),
    "messages an object": { ...good, messages: {} },
    "messages a string": { ...good, messages: "hello" },
    "messages null": { ...good, messages: null },
    "a message that is a string": { ...good, messages: ["hello"] },
    "a message without id": message({ id: undefined }),
    "a message whose id is a number": message({ id: 7 }),
    "a user message without content": message({ content: undefined }),
    "a user message whose content is a number": message({ content: 7 }),
    "a text part without text": message({ content: [{ type: "text" }] }),
    "a text part whose text is a number": message({ content: [{ type: "text", text: 7 }] }),
    "a tool message without toolCallId": also({ id: "m-tool", role: "tool", content: "42" }),
    "an assistant's toolCalls that are an object": also({ id: "m-a", role: "assistant", toolCalls: {} }),
    "a tool call without function": also({ id: "m-a", role: "assistant", toolCalls: [{ id: "c", type: "function" }] }),
    "tools an object": { ...good, tools: {} },
    "a tool without name": { ...good, tools: [{ description: "x" }] },
    "a tool whose name is a number": { ...good, tools: [{ name: 7, description: "x" }] },
    "context a string": { ...good, context: "x" },
    "a context entry without value": { ...good, context: [{ description: "x" }] },
    "resume an object": { ...good, resume: {} },
    "a resume entry without interruptId": { ...good, resume: [{ status: "resolved" }] },
    "protocolVersion a number": { ...good, protocolVersion: 1 },
  };
}

/** @type {import("../runner.mjs").Case[]} */
export const INPUT = [
  {
    id: "not-json",
    rule: "A body that is not a JSON object is refused over HTTP, before any event",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    async run(t) {
      const bodies = { nothing: "", "half an object": '{"threadId":"t"', "plain text": "hello", "an array": "[]", "a string": '"x"', null: "null", "a number": "1" };
      for (const [what, body] of Object.entries(bodies)) t.refused(await t.post(body), `a body of ${what}`);
      const broken = Buffer.concat([Buffer.from('{"threadId":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
      t.refused(await t.post(broken), "a body that is no UTF-8");
    },
  },
  {
    id: "malformed-input",
    rule: "A known member with a value that the schema rejects is refused before RUN_STARTED, outside of any stream",
    spec: "basic/run-input §Error Handling",
    peers: ["raw"],
    async run(t) {
      for (const [what, input] of Object.entries(malformed(t.input()))) t.refused(await t.post(input), what);
    },
  },
  {
    id: "refusal-is-json",
    rule: "A refusal says in JSON what is wrong, so that a client can show more than a status",
    spec: "practice (client: err.payload of application/json)",
    peers: ["raw"],
    async run(t) {
      for (const body of ["hello", JSON.stringify({ runId: "r", messages: [] })]) {
        const x = t.refused(await t.post(body), "a bad body");
        t.expect((x.headers["content-type"] ?? "").includes("application/json"), `Content-Type of the refusal: ${x.headers["content-type"]}`);
        t.expect(x.json && typeof x.json === "object", `the refusal is no JSON object: ${x.body.slice(0, 200)}`);
        t.expect(!/\n\s*at |Exception|Traceback/.test(x.body), `the refusal shows the inside: ${x.body.slice(0, 200)}`);
      }
    },
  },
  {
    id: "refused-leaves-nothing",
    rule: "A run that was refused has never started: its ids are free for the one that is mended",
    spec: "basic/run-input §Error Handling",
    peers: ["raw"],
    async run(t) {
      const good = t.input();
      t.refused(await t.post({ ...good, messages: [{ ...good.messages[0], content: 7 }] }), "a user message whose content is a number");
      const x = t.served(await t.post(good), "the mended run");
      t.expect(t.said(x).trim() !== "", "the mended run has no reply");
    },
  },
  {
    id: "required-members-only",
    rule: "threadId, runId and messages are enough; everything else is optional",
    spec: "basic/run-input",
    peers: ["raw"],
    async run(t) {
      const { threadId, runId, messages } = t.input();
      const x = t.served(await t.post({ threadId, runId, messages }));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "unknown-members",
    rule: "Members that the protocol does not describe are stripped, wherever they stand, and the run is served",
    spec: "basic/run-input §Error Handling",
    peers: ["raw"],
    async run(t) {
      const input = t.input({ fromTheFuture: { deep: [1, null] }, tools: [{ name: "n", description: "d", parameters: {}, icon: "x" }], context: [{ description: "d", value: "v", weight: 1 }] });
      Object.assign(input.messages[0], { mood: "curious", reactions: [] });
      const x = t.served(await t.post(input));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "unknown-role",
    rule: "A message of a role that came later is stripped from the list, and the run is served",
    spec: "basic/processing §Outgoing material",
    peers: ["raw"],
    async run(t) {
      const input = t.input();
      input.messages.unshift({ id: t.id(), role: "oracle", prophecy: 42 });
      const x = t.served(await t.post(input));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "unknown-part",
    rule: "A content part of a new kind, or with a source of a new kind, is stripped, and the rest of the message is used",
    spec: "basic/processing §What a consumer does with unrecognised material",
    peers: ["raw"],
    async run(t) {
      for (const part of [{ type: "hologram", beam: 1 }, { type: "image", source: { type: "telepathy", value: "x" } }]) {
        const input = t.input();
        input.messages[0].content = [part, { type: "text", text: input.messages[0].content }];
        const x = t.served(await t.post(input), `a part ${JSON.stringify(part)}`);
        t.expect(t.said(x).trim() !== "", `a part ${JSON.stringify(part)}: no reply`);
      }
    },
  },
  {
    id: "every-role",
    rule: "Messages of every role with every optional member are a history like any other",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      c.messages = [
        { id: t.id(), role: "developer", content: "Be brief.", name: "app", metadata: { a: null } },
        { id: t.id(), role: "system", content: "Be kind." },
        { id: t.id(), role: "user", content: "Hello there.", name: "ada", metadata: { seen: true } },
        { id: t.id(), role: "reasoning", content: "They greet me.", encryptedValue: "b64" },
        { id: t.id(), role: "assistant", content: "Hello.", encryptedValue: "b64", metadata: { "acme.cost": 1 } },
      ];
      const x = t.served(await c.say(t.prompt("hello")));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "multimodal",
    rule: "A part that the model cannot use is skipped; it never fails the run",
    spec: "basic/run-input §messages",
    async run(t) {
      const c = t.conversation();
      const x = t.served(await c.say([{ type: "text", text: t.prompt("hello") }, ...media()]), "text beside media");
      t.expect(t.said(x).trim() !== "", "text beside media: no reply");
    },
  },
  {
    id: "media-only",
    rule: "A message of parts that the model cannot use alone does not fail the run",
    spec: "basic/run-input §messages",
    async run(t) {
      for (const part of media()) t.served(await t.conversation().say([part]), `only ${part.type} by ${part.source.type}`);
    },
  },
  {
    id: "legacy-binary-part",
    rule: "The retired binary part, which clients up to 0.0.47 send, does not fail the run",
    spec: "basic/versioning §Retired shapes",
    peers: ["raw"],
    async run(t) {
      const input = t.input();
      const binary = { type: "binary", mimeType: "image/png", data: PIXEL, filename: "pixel.png" };
      input.messages[0].content = [binary, { type: "text", text: input.messages[0].content }];
      const x = t.served(await t.post(input));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "opaque-ids",
    rule: "Identifiers are opaque strings: what they consist of changes nothing, and they come back as they were",
    spec: "basic/index §Identifiers",
    async run(t) {
      const odd = ` "ö/🦜"?#%20\\ ${t.token}`;
      const c = t.conversation({ threadId: `thread${odd}` });
      c.messages.push({ id: `message${odd}`, role: "user", content: t.prompt("hello") });
      const x = t.served(await c.run({ runId: `run${odd}` }));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
  {
    id: "forwarded-props",
    rule: "forwardedProps may be any JSON but null; what is in it is the application's",
    spec: "basic/run-input §forwardedProps",
    async run(t) {
      for (const forwardedProps of [{ a: { b: null } }, [1, "two"], "text", 0, false]) {
        t.served(await t.conversation().say(t.prompt("hello"), { forwardedProps }), `forwardedProps ${JSON.stringify(forwardedProps)}`);
      }
    },
  },
  {
    id: "context-reaches-the-model",
    rule: "Every context entry is made available to the model",
    spec: "basic/run-input §context",
    async run(t) {
      const value = `blue-${t.token}`;
      const x = t.served(await t.conversation().say(t.prompt("hello"), { context: [{ description: "favourite colour", value }] }));
      t.expect(t.said(x).trim() !== "", "no reply");
      const asked = await t.modelCalls();
      if (asked) t.expect(JSON.stringify(asked.requests).includes(value), "the model was not given the context");
    },
  },
  {
    id: "tool-shapes",
    rule: "Tools without parameters, with boolean or empty schemas and with metadata are served; none at all is as good as []",
    spec: "basic/run-input §tools",
    peers: ["raw"],
    async run(t) {
      const tools = [
        { name: "bare", description: "no parameters" },
        { name: "empty", description: "", parameters: {} },
        { name: "anything", description: "a schema that allows all", parameters: true },
        { name: "new_words", description: "x", parameters: { type: "object", $schema: "https://json-schema.org/draft/2020-12/schema", "x-more": 1 } },
        { name: "labelled", description: "x", parameters: { type: "object", properties: {} }, metadata: { "acme.icon": null } },
      ];
      t.served(await t.post(t.input({ tools })), "odd tools");
      t.served(await t.post(t.input({ tools: undefined })), "no tools");
    },
  },
  {
    id: "parent-run",
    rule: "parentRunId is taken; if RUN_STARTED names one, it is that",
    spec: "basic/run-input §Identity",
    peers: ["raw"],
    async run(t) {
      const x = t.served(await t.post(t.input({ parentRunId: "the-run-before" })));
      const named = x.of("RUN_STARTED").at(-1).parentRunId;
      t.expect(named === undefined || named === "the-run-before", `RUN_STARTED names the parent ${named}`);
    },
  },
  {
    id: "long-message",
    rule: "A message of a megabyte is served or refused as a client error: it neither breaks the server nor the stream",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    async run(t) {
      const input = t.input();
      input.messages[0].content += ` ${"words and more words ".repeat(50_000)}`;
      servedOrRefused(t, await t.post(input), "a long message");
      t.served(await t.post(t.input()), "the next run");
    },
  },
  {
    id: "odd-json",
    rule: "JSON that is deep, or has numbers beyond any type or a member twice, is served or refused as a client error",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    async run(t) {
      const odd = { deep: `${"[".repeat(1000)}${"]".repeat(1000)}`, "a huge number": "1e999", "a long number": "9".repeat(400), "a member twice": '{"a":1,"a":2}' };
      for (const [what, json] of Object.entries(odd)) {
        const input = t.input({ forwardedProps: "ODD" });
        servedOrRefused(t, await t.post(input, { body: JSON.stringify(input).replace('"ODD"', json) }), what);
      }
    },
  },
  {
    id: "odd-characters",
    rule: "Text with NUL, halves of surrogate pairs, a byte order mark or control characters is served or refused as a client error",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    async run(t) {
      for (const odd of ["\u0000", "\ud83d", "\ufeff", "\u0007\u001b[31m", "\u202e"]) {
        const input = t.input();
        input.messages[0].content += ` ${odd}`;
        servedOrRefused(t, await t.post(input), `text with ${JSON.stringify(odd)}`);
        const ids = t.input({ threadId: `thread ${odd} ${t.token}`, runId: `run ${odd}` });
        servedOrRefused(t, await t.post(ids), `ids with ${JSON.stringify(odd)}`);
      }
    },
  },
  {
    id: "odd-sizes",
    rule: "Ids of a hundred thousand characters, two messages of one id, a message without words: served or refused, never broken",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    async run(t) {
      servedOrRefused(t, await t.post(t.input({ threadId: "t".repeat(100_000) })), "a long threadId");
      servedOrRefused(t, await t.post(t.input({ runId: "r".repeat(100_000) })), "a long runId");
      const long = t.input();
      long.messages[0].id = "m".repeat(100_000);
      servedOrRefused(t, await t.post(long), "a long message id");
      const twice = t.input();
      twice.messages.push({ ...twice.messages[0], content: `${twice.messages[0].content} again` });
      servedOrRefused(t, await t.post(twice), "two messages of one id");
      const empty = t.input();
      empty.messages[0].content = "";
      servedOrRefused(t, await t.post(empty), "a message without words");
      const same = t.input({ tools: [{ name: "one", description: "a" }, { name: "one", description: "b" }] });
      servedOrRefused(t, await t.post(same), "two tools of one name");
    },
  },
  {
    id: "many-tools",
    rule: "Three hundred tools are an input like any other",
    spec: "basic/run-input §tools",
    async run(t) {
      const tools = Array.from({ length: 300 }, (_, at) => ({ name: `tool_${at}`, description: `number ${at}`, parameters: { type: "object", properties: {} } }));
      const x = t.served(await t.conversation().say(t.prompt("hello"), { tools }));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
];

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function media() {
  return [
    { type: "image", source: { type: "data", value: PIXEL, mimeType: "image/png" } },
    { type: "image", source: { type: "url", value: "https://example.com/pixel.png" } },
    { type: "audio", source: { type: "data", value: "UklGRg==", mimeType: "audio/wav" } },
    { type: "video", source: { type: "url", value: "https://example.com/v.mp4", mimeType: "video/mp4" } },
    { type: "document", source: { type: "url", value: "https://example.com/d.pdf", mimeType: "application/pdf" } },
  ];
}

/** @param {Trial} t @param {import("../exchange.mjs").Exchange} x @param {string} what */
function servedOrRefused(t, x, what) {
  if (x.isStream) t.served(x, what);
  else t.refused(x, what);
}
