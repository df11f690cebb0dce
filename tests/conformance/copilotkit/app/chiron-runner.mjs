// The one piece that a CopilotKit runtime needs for Chiron: where runs go, where a page connects, where a stop goes.

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { EventType, HttpAgent } from '@ag-ui/client';
import { AgentRunner } from '@copilotkit/runtime/v2';
import { catchError, map, of, pipe } from 'rxjs';

/**
 * What Chiron answers, as CopilotKit's pages expect it. An HTTP error is the end of the run, not a stream that just
 * breaks off. And a run that the learner has stopped ends as with CopilotKit's own runners, without an error: to a client
 * of the time before AG-UI 1.0 Chiron can only say it with one.
 */
const forThePage = () => {
  let run;
  return pipe(
    map((event) => {
      if (event.type === EventType.RUN_STARTED) run = event;
      return event.type === EventType.RUN_ERROR && event.code === 'cancelled'
        ? { type: EventType.RUN_FINISHED, threadId: run?.threadId, runId: run?.runId }
        : event;
    }),
    catchError((error) =>
      of({ type: EventType.RUN_ERROR, message: error?.payload?.message ?? error?.message ?? String(error) }),
    ),
  );
};

/**
 * Keeps nothing: conversations are Chiron's, so that a reload, another node or a restart of this runtime shows the
 * same. CopilotKit's own InMemoryAgentRunner would do for a first try, but it replays what this process remembers to
 * whoever knows the thread's id, and its stop button only closes the line while the tutor goes on.
 */
export class ChironRunner extends AgentRunner {
  #api;
  #requests = new AsyncLocalStorage();

  /** @param {{ url: string }} options where Chiron answers, such as `http://localhost:8080` */
  constructor({ url }) {
    super();
    this.#api = `${url}/api/v1/agui`;
  }

  /** The agent to register with the runtime. The learner's token comes with each request and is passed on by itself. */
  agent() {
    return new HttpAgent({ url: this.#api });
  }

  /**
   * Wraps the runtime's listener, so that a stop, too, is the learner's own: CopilotKit hands it no headers.
   *
   * @param {import('node:http').RequestListener} listener
   * @returns {import('node:http').RequestListener}
   */
  around(listener) {
    return (request, response) => this.#requests.run(request, () => listener(request, response));
  }

  run({ agent, input }) {
    return agent.run(input).pipe(forThePage());
  }

  connect({ threadId, headers }) {
    const agent = new HttpAgent({ url: `${this.#api}/connect`, headers });
    const nothing = { messages: [], tools: [], context: [], state: {}, forwardedProps: {} };
    return agent.run({ threadId, runId: randomUUID(), ...nothing }).pipe(forThePage());
  }

  /** Chiron itself refuses a second run of a thread that is busy. */
  async isRunning() {
    return false;
  }

  async stop({ threadId }) {
    const { authorization } = this.#requests.getStore()?.headers ?? {};
    const answer = await fetch(`${this.#api}/stop/${encodeURIComponent(threadId)}`, {
      method: 'POST',
      headers: authorization ? { authorization } : {},
    });
    return answer.ok;
  }
}
