// Proves that a CopilotKit application works against Chiron:
// node run.mjs [--jar FILE] [--junit FILE] [--only REGEX] [--no-build]

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

process.env.COPILOTKIT_TELEMETRY_DISABLED = 'true';
process.env.DO_NOT_TRACK = '1';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, 'target');
const { values: options } = parseArgs({
  options: {
    jar: { type: 'string', default: join(here, '..', '..', '..', 'server', 'target', 'tutor-server.jar') },
    junit: { type: 'string', default: join(target, 'surefire-reports', 'TEST-copilotkit.xml') },
    only: { type: 'string', default: '' },
    'no-build': { type: 'boolean', default: false },
  },
});

// Loaded after the telemetry is off: CopilotKit reads that when it is loaded.
const { chromium } = await import('playwright-core');
const { startRuntime } = await import('./app/runtime.mjs');
const { ChatPage } = await import('./proof/chat-page.mjs');
const { startChiron } = await import('./proof/chiron.mjs');
const { junit } = await import('./proof/junit.mjs');
const { startModel } = await import('./proof/model.mjs');
const { scenarios } = await import('./proof/scenarios.mjs');

const SCENARIO_MILLIS = 120_000;
const SCREENS = join(target, 'screens');
const STREAMS = join(target, 'streams');
// Nothing but this machine is reachable: a proof that needs the internet would prove something else.
const BROWSER = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** CHROMIUM's program, else one on the PATH. */
function browserProgram() {
  const found = process.env.PATH.split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find(existsSync);
  const program = process.env.CHROMIUM ?? found;
  if (!program) throw new Error('No browser: npm run install-browser, or set CHROMIUM to its program');
  return program;
}

const toEnd = [];
const opened = (thing) => {
  toEnd.push(thing);
  return thing;
};

async function prove(name, scenario, world) {
  const started = performance.now();
  const profile = mkdtempSync(join(tmpdir(), 'copilotkit-browser-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserProgram(),
    headless: true,
    args: BROWSER,
    viewport: { width: 900, height: 900 },
  });
  const tabs = [];
  const tab = async ({ runtime } = {}) => {
    const { url } = runtime === 'another' ? world.anotherRuntime : world.runtime;
    const chat = new ChatPage(await browser.newPage(), url);
    tabs.push(chat);
    return chat;
  };
  const chat = await tab();
  const errors = () => tabs.flatMap((each) => each.errors);
  let failure;
  let timer;
  try {
    world.model.reset();
    const learner = await world.chiron.signUp();
    const { session_id: thread } = await learner.api('/chat/sessions', {});
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${SCENARIO_MILLIS} ms`)), SCENARIO_MILLIS);
    });
    const parts = { chat, learner, thread, tab, model: world.model, signUp: world.chiron.signUp };
    await Promise.race([scenario(parts), late]);
    const strangers = tabs.flatMap((each) => each.strangers);
    if (strangers.length) throw new Error(`the page called elsewhere: ${strangers.join(' ')}`);
    if (errors().length) throw new Error('the page reported errors');
  } catch (error) {
    failure = error;
    failure.message += errors().map((each) => `\nthe page reported: ${each}`).join('');
  } finally {
    clearTimeout(timer);
    const file = name.replace(/\W+/g, '-');
    await chat.screenshot(join(SCREENS, `${file}.png`)).catch(() => {});
    writeFileSync(join(STREAMS, `${file}.txt`), tabs.flatMap((each) => each.streams).join('\n\n----\n\n'));
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`${failure ? 'FAILED' : 'passed'}  ${name} (${seconds.toFixed(1)} s)`);
  if (failure) console.log(`        ${failure.message.replaceAll('\n', '\n        ')}`);
  return { name, seconds, failure };
}

async function endAll() {
  for (const thing of toEnd.splice(0).reverse()) await thing.close();
}

// Whoever ends this process ends what it has started.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => endAll().finally(() => process.exit(1)));
}

const results = [];
try {
  browserProgram();
  for (const folder of [SCREENS, STREAMS]) mkdirSync(folder, { recursive: true });
  if (!options['no-build']) {
    const vite = join(here, 'node_modules', 'vite', 'bin', 'vite.js');
    execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: here, stdio: 'inherit' });
  }
  const model = opened(await startModel());
  const chiron = opened(
    await startChiron({ jar: resolve(options.jar), model: model.url, log: join(target, 'chiron.log') }),
  );
  const runtime = opened(await startRuntime({ chiron: chiron.url }));
  const anotherRuntime = opened(await startRuntime({ chiron: chiron.url }));
  const world = { model, chiron, runtime, anotherRuntime };
  const wanted = new RegExp(options.only);
  for (const [name, scenario] of Object.entries(scenarios).filter(([name]) => wanted.test(name))) {
    results.push(await prove(name, scenario, world));
  }
} finally {
  await endAll();
}

mkdirSync(dirname(resolve(options.junit)), { recursive: true });
writeFileSync(options.junit, junit('copilotkit', results));
const failed = results.filter((result) => result.failure).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed || !results.length ? 1 : 0;
