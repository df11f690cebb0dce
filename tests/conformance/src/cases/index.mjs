import { HISTORY } from "./history.mjs";
import { INPUT } from "./input.mjs";
import { INTERRUPTS } from "./interrupts.mjs";
import { MODEL } from "./model.mjs";
import { STATE } from "./state.mjs";
import { THREADS } from "./threads.mjs";
import { TOOLS } from "./tools.mjs";
import { TRANSPORT } from "./transport.mjs";
import { VERSIONS } from "./versions.mjs";

/** Every case, in the order of the report. @type {import("../runner.mjs").Case[]} */
export const CASES = [...TRANSPORT, ...INPUT, ...VERSIONS, ...HISTORY, ...MODEL, ...TOOLS, ...STATE, ...THREADS, ...INTERRUPTS];
