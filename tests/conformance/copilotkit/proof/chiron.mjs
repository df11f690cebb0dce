// Chiron's jar as a process of its own, with everything embedded but the model.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_MILLIS = 120_000;
const STOP_MILLIS = 15_000;

/** The `java` of a JDK 25: JAVA_HOME's, else one found under /usr/lib/jvm. */
export function java() {
  const homes = [process.env.JAVA_HOME];
  const installed = '/usr/lib/jvm';
  if (existsSync(installed)) {
    homes.push(...readdirSync(installed).map((name) => join(installed, name)));
  }
  const is25 = (home) => {
    const release = join(home, 'release');
    return existsSync(release) && /JAVA_VERSION="25/.test(readFileSync(release, 'utf8'));
  };
  const home = homes.find((each) => each && is25(each));
  if (!home) {
    throw new Error('No JDK 25: set JAVA_HOME to one');
  }
  return join(home, 'bin', 'java');
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * @param {{ jar: string, model: string, log: string }} options the server's jar, the model's base URL, the log file
 * @returns Chiron's `url`, `signUp()` for a fresh learner, `close()`
 */
export async function startChiron({ jar, model, log }) {
  if (!existsSync(jar)) {
    throw new Error(`${jar} is not there: ./mvnw -pl server -am package -DskipTests`);
  }
  const home = mkdtempSync(join(tmpdir(), 'chiron-copilotkit-'));
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), TUTOR_HOME: home, OPENAI_BASE_URL: model, OPENAI_API_KEY: 'none' };
  for (const other of ['SUPABASE_DB_URL', 'SUPABASE_URL', 'TEMPORAL_ADDRESS']) {
    delete env[other];
  }
  const out = openSync(log, 'w');
  const child = spawn(java(), ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx1g', '-jar', jar], {
    env,
    stdio: ['ignore', out, out],
  });
  // Also when this process ends before it has come to `close`.
  process.once('exit', () => child.kill('SIGTERM'));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;

  async function close() {
    child.kill('SIGTERM');
    const late = pause(STOP_MILLIS, 'late', { ref: false });
    if ((await Promise.race([ended, late])) === 'late') {
      child.kill('SIGKILL');
      await ended;
      throw new Error(`Chiron did not end within ${STOP_MILLIS} ms of SIGTERM; its home is ${home}`);
    }
    rmSync(home, { recursive: true, force: true });
  }

  const deadline = Date.now() + START_MILLIS;
  while (!(await fetch(`${url}/api/v1/health`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`Chiron did not start, see ${log}`);
    }
    await pause(250);
  }

  let learners = 0;
  async function call(path, { token, ...options } = {}) {
    const answer = await fetch(`${url}/api/v1${path}`, {
      ...options,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    });
    const body = await answer.json().catch(() => undefined);
    if (!answer.ok) {
      throw new Error(`${options.method ?? 'GET'} ${path}: ${answer.status} ${JSON.stringify(body)}`);
    }
    return body;
  }

  return {
    url,
    close,
    /** A fresh learner: their credentials, and `api(path, body?)` to look at Chiron as them. */
    async signUp() {
      const email = `learner-${++learners}@example.org`;
      const password = 'correct horse battery';
      const { access_token: token } = await call('/auth/signup', {
        method: 'POST',
        body: JSON.stringify({ email, password }),
      });
      const api = (path, body) =>
        call(path, { token, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
      return { email, password, api };
    },
  };
}
