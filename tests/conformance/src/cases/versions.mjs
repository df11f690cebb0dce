/** Peers of other ages. */

/** @type {import("../runner.mjs").Case[]} */
export const VERSIONS = [
  {
    id: "newer-minor",
    rule: "A newer minor version is served, and the producer answers with its own version, never with an echo",
    spec: "basic/versioning §Version negotiation",
    peers: ["raw"],
    async run(t) {
      for (const protocolVersion of ["1.7", "1.10"]) {
        const x = t.served(await t.post(t.input({ protocolVersion })), `protocolVersion ${protocolVersion}`);
        const own = x.of("RUN_STARTED").at(-1).protocolVersion;
        t.expect(own !== protocolVersion, `the producer says that it speaks ${own}: an echo of what it was told`);
        t.expect(t.said(x).trim() !== "", `protocolVersion ${protocolVersion}: no reply`);
      }
    },
  },
  {
    id: "other-major",
    rule: "Another major version may be refused, but only before RUN_STARTED; a run that starts is served",
    spec: "basic/versioning §Version negotiation",
    peers: ["raw"],
    async run(t) {
      const x = await t.post(t.input({ protocolVersion: "2.0" }));
      if (x.isStream) t.served(x);
      else t.refused(x, "protocolVersion 2.0");
    },
  },
  {
    id: "uninterpretable-version",
    rule: "A version that cannot be interpreted is treated like a newer one: the run is served",
    spec: "basic/versioning §Version negotiation",
    peers: ["raw"],
    async run(t) {
      for (const protocolVersion of ["banana", "1", "1.0.0", ""]) {
        const x = t.served(await t.post(t.input({ protocolVersion })), `protocolVersion ${JSON.stringify(protocolVersion)}`);
        t.expect(t.said(x).trim() !== "", `protocolVersion ${JSON.stringify(protocolVersion)}: no reply`);
      }
    },
  },
  {
    id: "no-version",
    rule: "A peer without a version is an old one: it is served, and sent nothing that its schema rejects",
    spec: "basic/versioning §Downgrading",
    peers: ["raw"],
    async run(t) {
      const x = t.served(await t.post(t.input({ protocolVersion: undefined })));
      t.expect(t.said(x).trim() !== "", "no reply");
    },
  },
];
