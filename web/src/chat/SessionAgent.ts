import { HttpAgent } from '@ag-ui/client';

/** Reads a session's events, of all its turns, for as long as the line holds. It says nothing itself. */
export class SessionAgent extends HttpAgent {
    constructor(sessionId: string, fetch: (request: Request) => Promise<Response>) {
        super({
            url: `${window.location.origin}/api/v1/chat/sessions/${encodeURIComponent(sessionId)}/events`,
            threadId: sessionId,
            fetch: (url, init) => fetch(new Request(url, init)),
        });
    }

    protected override requestInit(): RequestInit {
        return {
            headers: { Accept: 'text/event-stream' },
            cache: 'no-store',
            signal: this.abortController.signal,
        };
    }

    protected override connect(input: Parameters<HttpAgent['run']>[0]): ReturnType<HttpAgent['run']> {
        return this.run(input);
    }
}
