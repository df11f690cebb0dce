// The server of the application: the page, CopilotKit's runtime, and the sign-in, all on one origin.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CopilotRuntime } from '@copilotkit/runtime/v2';
import { createCopilotNodeListener } from '@copilotkit/runtime/v2/node';
import { ChironRunner } from './chiron-runner.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const PAGE = join(dirname(fileURLToPath(import.meta.url)), '..', 'target', 'page');

/**
 * @param {{ chiron: string, port?: number, page?: string }} options Chiron's address; the port, 0 for a free one; the
 *     built page
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startRuntime({ chiron, port = 0, page = PAGE }) {
  // As Chiron wants it: durable, one learner's conversations are no other's.
  const runner = new ChironRunner({ url: chiron });
  const tutor = runner.around(
    createCopilotNodeListener({
      runtime: new CopilotRuntime({ agents: { tutor: runner.agent() }, runner }),
      basePath: '/api/copilotkit',
    }),
  );
  // As CopilotKit's quickstart has it, with nothing of Chiron's: the same agent and the default runner.
  const quickstart = createCopilotNodeListener({
    runtime: new CopilotRuntime({ agents: { tutor: runner.agent() } }),
    basePath: '/api/quickstart',
  });

  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path.startsWith('/api/copilotkit')) {
      tutor(request, response);
    } else if (path.startsWith('/api/quickstart')) {
      quickstart(request, response);
    } else if (path === '/sign-in' && request.method === 'POST') {
      signIn(chiron, request, response);
    } else {
      serve(page, path, response);
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function signIn(chiron, request, response) {
  try {
    const answer = await fetch(`${chiron}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: request,
      duplex: 'half',
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  } catch {
    response.writeHead(502, { 'content-type': 'application/json' }).end('{"message":"The tutor cannot be reached"}');
  }
}

async function serve(page, path, response) {
  const file = join(page, normalize(path === '/' ? '/index.html' : path));
  const found = file.startsWith(page) && (await stat(file).catch(() => undefined))?.isFile();
  if (!found) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startRuntime({
    chiron: process.env.CHIRON_URL ?? 'http://localhost:8080',
    port: Number(process.env.PORT ?? 4000),
  });
  console.log(`The page is at ${url}`);
}
