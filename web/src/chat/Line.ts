import type { AgentStateMutation, AgentSubscriber } from '@ag-ui/client';
import { authorizedFetch } from '@/account/authorizedFetch';
import { ApiError } from '@/api/ApiError';
import { SessionAgent } from './SessionAgent';

/** The server breaks its silence every ten seconds; a line that is silent for two and a half times that is dead. */
const SILENCE_MS = 25_000;
/** After this long without a sign of life, somebody who comes back to the page gets a new line at once. */
const DOUBT_MS = 12_000;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 15_000;

/** Tells the client library that a broken line is nothing to report on the console. */
export const HANDLED: AgentStateMutation = { stopPropagation: true };

/** How a line is: `away` tries again by itself, `ended` does not. */
export type LineState = 'connecting' | 'open' | 'away' | 'ended';

/** What a line tells. */
export interface LineListener extends AgentSubscriber {
    onLine(state: LineState, error?: ApiError): void;
}

/**
 * A line to a session's events that is made again whenever it breaks: at once when the network or the person comes back,
 * else after a pause that grows. Each connection begins with a snapshot, so nothing is carried from one to the next.
 */
export class Line {
    private readonly sessionId: string;
    private readonly listener: LineListener;
    private agent: SessionAgent | undefined;
    private closed = false;
    private failures = 0;
    private heardAt = 0;
    private silence: ReturnType<typeof setTimeout> | undefined;
    private wake: (() => void) | undefined;

    constructor(sessionId: string, listener: LineListener) {
        this.sessionId = sessionId;
        this.listener = listener;
    }

    /** Opens it, and keeps it open until {@link close}. */
    open(): void {
        window.addEventListener('online', this.lookNow);
        window.addEventListener('offline', this.doubt);
        document.addEventListener('visibilitychange', this.lookNow);
        void this.keepOpen();
    }

    close(): void {
        this.closed = true;
        window.removeEventListener('online', this.lookNow);
        window.removeEventListener('offline', this.doubt);
        document.removeEventListener('visibilitychange', this.lookNow);
        clearTimeout(this.silence);
        this.agent?.abortRun();
        this.wake?.();
    }

    private readonly lookNow = () => {
        if (document.visibilityState === 'hidden') {
            return;
        }
        if (this.wake) {
            this.wake();
        } else if (Date.now() - this.heardAt > DOUBT_MS) {
            this.agent?.abortRun();
        }
    };

    /** A line that was there may be dead without anybody having heard it die; a tutor on this machine answers at once. */
    private readonly doubt = () => this.agent?.abortRun();

    private async keepOpen(): Promise<void> {
        this.listener.onLine('connecting');
        while (!this.closed) {
            const error = await this.follow();
            if (this.closed) {
                return;
            }
            if (error && error.status >= 400 && error.status < 500 && error.status !== 429) {
                this.close();
                this.listener.onLine('ended', error);
                return;
            }
            this.listener.onLine('away', error);
            await this.pause(error?.retryAfter);
        }
    }

    /** Follows the session until the line breaks; answers why, if anybody knows. */
    private async follow(): Promise<ApiError | undefined> {
        let problem: ApiError | undefined;
        const agent = new SessionAgent(this.sessionId, (request) => this.fetch(request));
        this.agent = agent;
        this.listen();
        await agent.connectAgent(
            {},
            {
                ...this.listener,
                onRunStartedEvent: (params) => {
                    this.failures = 0;
                    this.listener.onLine('open');
                    return this.listener.onRunStartedEvent?.(params);
                },
                onRunErrorEvent: (params) =>
                    // What the client itself makes of a line that was given up is no end of a turn.
                    params.event.code === 'abort' ? undefined : this.listener.onRunErrorEvent?.(params),
                onRunFailed: ({ error }) => {
                    problem = error instanceof ApiError ? error : undefined;
                    return HANDLED;
                },
            },
        );
        clearTimeout(this.silence);
        this.agent = undefined;
        return problem;
    }

    private async fetch(request: Request): Promise<Response> {
        const response = await authorizedFetch(request);
        if (!response.ok) {
            throw await ApiError.of(response);
        }
        const body = response.body && this.heard(response.body);
        return new Response(body, { status: response.status, headers: response.headers });
    }

    /**
     * What comes over the line. Whatever that is, it is a sign of life, also what means nothing to the reader of events. A line
     * that breaks just ends: the next one begins with a snapshot, so nothing is to be made of how.
     */
    private heard(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
        const reader = body.getReader();
        return new ReadableStream({
            pull: async (controller) => {
                const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
                if (value === undefined || done) {
                    controller.close();
                } else {
                    this.listen();
                    controller.enqueue(value);
                }
            },
            cancel: (reason) => reader.cancel(reason).catch(() => undefined),
        });
    }

    private listen(): void {
        this.heardAt = Date.now();
        clearTimeout(this.silence);
        this.silence = setTimeout(() => this.agent?.abortRun(), SILENCE_MS);
    }

    private async pause(retryAfter: number | undefined): Promise<void> {
        const grown = Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
        this.failures++;
        const pause = Math.max(grown * (0.5 + Math.random() / 2), (retryAfter ?? 0) * 1000);
        await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, pause);
            this.wake = () => {
                clearTimeout(timer);
                resolve();
            };
        });
        this.wake = undefined;
    }
}
