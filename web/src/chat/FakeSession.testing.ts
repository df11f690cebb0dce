import { keepTokens } from '@/account/tokens';

type Frame = Record<string, unknown> & { type: string };

/** A server with one session, whose line and answers the test has in its hands. */
export class FakeSession {
    readonly posted: { content: string; message_id: string }[] = [];
    readonly answers: { id: string; body: unknown }[] = [];
    readonly stops: string[] = [];
    readonly runs: { messages: { id: string; content: string }[]; resume?: unknown }[] = [];
    /** What the next requests that are no lines are answered; the usual when there is none. */
    readonly next: (Response | Error)[] = [];
    pages: unknown[] = [];
    lines = 0;
    private line: ReadableStreamDefaultController<Uint8Array> | undefined;
    private cut = false;

    logIn(): void {
        const user = { id: 'ada', email: 'ada@example.org' };
        keepTokens({ access_token: 'a', token_type: 'bearer', expires_in: 3600, refresh_token: 'r', user });
    }

    readonly fetch = async (request: Request): Promise<Response> => {
        const { pathname } = new URL(request.url);
        if (pathname.endsWith('/events')) {
            return this.connect(request);
        }
        const planned = this.next.shift();
        if (planned instanceof Error) {
            throw planned;
        }
        if (planned) {
            return planned;
        }
        if (pathname === '/api/v1/chat/messages') {
            const body: { content: string; message_id: string } = await request.json();
            this.posted.push(body);
            return json(201, { ...body, session_id: 's1', turn_id: 't', user_id: 'ada', timestamp: '' });
        }
        if (pathname.startsWith('/api/v1/chat/interactions/')) {
            const id = pathname.split('/').at(-1) ?? '';
            this.answers.push({ id, body: await request.json() });
            return json(202, { interaction_id: id, turn_id: 't' });
        }
        if (pathname.endsWith('/messages')) {
            return json(200, this.pages.shift());
        }
        if (pathname.startsWith('/api/v1/agui/stop/')) {
            this.stops.push(pathname.split('/').at(-1) ?? '');
            return new Response(null, { status: 202 });
        }
        if (pathname === '/api/v1/agui/capabilities') {
            return json(200, {
                custom: { components: [{ toolName: 'its:render_quick_quiz', description: 'A quiz' }] },
            });
        }
        if (pathname === '/api/v1/agui') {
            const run: { runId: string; messages: { id: string; content: string }[] } = await request.json();
            this.runs.push(run);
            const text = frames([{ type: 'RUN_STARTED', threadId: 's1', runId: run.runId }]);
            return new Response(text, { headers: { 'Content-Type': 'text/event-stream' } });
        }
        return json(404, { error_code: 'not_found', message: 'There is no such thing.' });
    };

    private connect(request: Request): Response {
        if (this.cut) {
            throw new TypeError('Failed to fetch');
        }
        this.lines++;
        const body = new ReadableStream<Uint8Array>({ start: (controller) => void (this.line = controller) });
        const { line } = this;
        request.signal.addEventListener('abort', () => {
            try {
                line?.error(new DOMException('aborted', 'AbortError'));
            } catch {
                // It was over before.
            }
        });
        return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    }

    /** Sends events over the line, as the server writes them. */
    send(...events: Frame[]): void {
        this.line?.enqueue(new TextEncoder().encode(frames(events)));
    }

    /** Breaks the line; with `forGood` nobody is reached any more. */
    drop(forGood = false): void {
        this.cut = forGood;
        this.line?.error(new TypeError('network error'));
    }

    reachable(): void {
        this.cut = false;
    }

    /** The line ends in order, as when the server goes down. */
    end(): void {
        this.line?.close();
    }
}

function frames(events: Frame[]): string {
    return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
}

/** An answer of the API. */
export function json(status: number, body: unknown): Response {
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

/** The beginning of a run, as the server tells it: what is stored, and where the learner is. */
export function begin(runId: string, messages: unknown[]): Frame[] {
    return [
        { type: 'RUN_STARTED', threadId: 's1', runId, protocolVersion: '1.0' },
        { type: 'MESSAGES_SNAPSHOT', messages },
        { type: 'STATE_SNAPSHOT', snapshot: { thread: { session_id: 's1' }, tracks: {} } },
    ];
}

/** Words of a reply. */
export function say(messageId: string, ...deltas: string[]): Frame[] {
    return deltas.map((delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId, delta }));
}

/** The end of a run. */
export function finish(runId: string, outcome: unknown = { type: 'success' }): Frame {
    return { type: 'RUN_FINISHED', threadId: 's1', runId, outcome };
}
