/** HTTP and server-sent events. */

const EVENT_STREAM = "text/event-stream";

/** @type {import("../runner.mjs").Case[]} */
export const TRANSPORT = [
  {
    id: "hello",
    rule: "A message gets a reply that streams as a text message",
    spec: "events/text-messages §Events",
    async run(t) {
      const c = t.conversation();
      const x = t.served(await c.say(t.prompt("hello")));
      t.expect(t.said(x).trim() !== "", "the reply has no text");
      t.expect(x.of("TEXT_MESSAGE_START").length > 0 || x.of("TEXT_MESSAGE_CHUNK").length > 0, "the reply was not streamed as a text message");
    },
  },
  {
    id: "response-headers",
    rule: "A run that starts answers 200 with Content-Type text/event-stream, also to one who would take it compressed",
    spec: "basic/transports/http-sse §Response",
    peers: ["raw"],
    async run(t) {
      const x = await t.post(t.input(), { headers: { "Accept-Encoding": "gzip, deflate, br" } });
      t.expect(x.status === 200, `answered ${x.status}`);
      const [type, ...parameters] = (x.headers["content-type"] ?? "").split(";").map((part) => part.trim().toLowerCase());
      t.expect(type === EVENT_STREAM, `Content-Type is ${x.headers["content-type"]}`);
      t.expect(parameters.every((one) => one === "charset=utf-8"), `Content-Type is ${x.headers["content-type"]}`);
      t.expect(x.headers["content-length"] === undefined, "a Content-Length: the whole answer was gathered before it was sent");
    },
  },
  {
    id: "accept-variants",
    rule: "Whoever admits text/event-stream gets it, alone, in a list, with a quality, by a wildcard or by saying nothing",
    spec: "basic/transports/http-sse §Request",
    peers: ["raw"],
    async run(t) {
      const accepted = [undefined, "*/*", "text/*", "text/event-stream, application/json", "application/json;q=0.5, text/event-stream;q=0.9"];
      for (const accept of accepted) {
        const x = await t.post(t.input(), { headers: { Accept: accept } });
        t.served(x, `Accept: ${accept ?? "(none)"}`);
      }
      const both = await t.post(t.input(), { headers: { Accept: "text/event-stream, application/vnd.ag-ui.event+proto" } });
      const type = both.headers["content-type"] ?? "";
      t.expect(both.status === 200, `to one who takes both bindings: ${both.status}`);
      t.expect(
        type === "application/vnd.ag-ui.event+proto" || type.startsWith(EVENT_STREAM),
        `to one who takes both bindings: Content-Type ${type}`,
      );
    },
  },
  {
    id: "content-type-charset",
    rule: "application/json with a charset parameter is application/json",
    spec: "basic/transports/http-sse §Request",
    peers: ["raw"],
    async run(t) {
      t.served(await t.post(t.input(), { headers: { "Content-Type": "application/json; charset=utf-8" } }));
    },
  },
  {
    id: "body-in-pieces",
    rule: "A body that arrives in small packets, cut inside of characters, is one body",
    spec: "basic/transports/http-sse §Request",
    peers: ["raw"],
    async run(t) {
      const input = t.input();
      input.messages[0].content += " 🦜 naïve";
      const bytes = Buffer.from(JSON.stringify(input));
      const pieces = [];
      for (let at = 0; at < bytes.length; at += 7) pieces.push(bytes.subarray(at, at + 7));
      t.served(await t.post(input, { body: undefined, pieces }));
    },
  },
  {
    id: "expect-continue",
    rule: "A client that asks before it sends a long body (curl does) is told to go on",
    spec: "practice (RFC 9110 §10.1.1)",
    peers: ["raw"],
    async run(t) {
      t.served(await t.post(t.input(), { headers: { Expect: "100-continue" }, timeoutMs: 10_000 }));
    },
  },
  {
    id: "no-resumption",
    rule: "Last-Event-ID is not used: a run that is posted with it is a run like any other, from its first event",
    spec: "basic/transports/http-sse §No resumption",
    peers: ["raw"],
    async run(t) {
      const x = t.served(await t.post(t.input(), { headers: { "Last-Event-ID": "3" } }));
      t.expect(t.said(x).trim() !== "", "the reply has no text");
    },
  },
  {
    id: "post-only",
    rule: "The endpoint takes POST; another method is a client error, not a stream",
    spec: "basic/transports/http-sse §Request",
    peers: ["raw"],
    async run(t) {
      for (const method of ["GET", "PUT", "DELETE"]) {
        const x = await t.plain({ url: t.profile.url, method, headers: { ...t.profile.headers, Accept: EVENT_STREAM } });
        t.refused(x, method);
      }
    },
  },
  {
    id: "other-content-type",
    rule: "A body that is not declared as JSON is refused without a stream",
    spec: "basic/transports/http-sse §Request",
    peers: ["raw"],
    async run(t) {
      for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
        t.refused(await t.post(t.input(), { headers: { "Content-Type": type } }), `Content-Type: ${type}`);
      }
    },
  },
  {
    id: "without-credentials",
    rule: "Without its credentials a request is refused before the run starts, as HTTP and without a stream",
    spec: "basic/transports/http-sse §Errors",
    peers: ["raw"],
    needs: ["headers.Authorization"],
    async run(t) {
      const body = JSON.stringify(t.input());
      for (const authorization of [undefined, "Bearer not.a.token", "Bearer ", "Basic eDp5"]) {
        const headers = { "Content-Type": "application/json", Accept: EVENT_STREAM, ...(authorization && { Authorization: authorization }) };
        const x = await t.plain({ url: t.profile.url, headers, body });
        t.refused(x, `Authorization: ${authorization ?? "(none)"}`);
        t.expect([401, 403].includes(x.status ?? 0), `Authorization: ${authorization ?? "(none)"}: answered ${x.status}`);
      }
    },
  },
];
