import type { Message } from '@ag-ui/client';
import { z } from 'zod';
import { ApiError } from '@/api/ApiError';
import { answered } from '@/api/answered';
import { api } from '@/api/client';
import { Line, type LineListener, type LineState } from './Line';
import { Outbox } from './Outbox';
import { type GivenAnswer, keepingSame, type Question, type Row, rowsOf, rowsOfPage, type SaidRow } from './rows';
import { startTurn } from './startTurn';

const PAGE = 200;
/** A snapshot of fewer messages than the server may be set to is the whole thread. */
const SMALLEST_SNAPSHOT = 10;
const ANSWER_TRIES = 4;
const ANSWER_PAUSE_MS = 500;

const Track = z.object({
    track_id: z.string(),
    title: z.string(),
    status: z.string(),
    completed_unit_ids: z.array(z.string()),
    units_total: z.number(),
    percent_complete: z.number(),
    session_id: z.string(),
    left_at: z.string().optional(),
});
const State = z.object({ tracks: z.record(Track).optional() });

/** Where the learner is on a track, as the conversation is told. */
export type TrackInState = z.infer<typeof Track>;

/** A conversation at one moment, as it is drawn. The same object as long as nothing has changed. */
export interface ConversationView {
    /** What was loaded from before the thread's newest part, oldest first. */
    older: readonly Row[];
    rows: readonly Row[];
    line: LineState;
    /** Why the line has ended for good. */
    ended?: ApiError;
    /** The thread has been shown once. */
    ready: boolean;
    /** The tutor is at it. */
    running: boolean;
    /** The tutor is at it, or will be in a moment, and has not said a word yet. */
    thinking: boolean;
    /** The last thing said got no answer: the id of the message, and why, if that is known. */
    unanswered?: { id: string; reason?: string };
    /** What of the last exchange can be asked again or put in other words. */
    lastSaid?: SaidRow;
    /** The reply that came while the page looked on. */
    newReply?: string;
    questions: readonly Question[];
    questionProblem?: ApiError;
    /** Whether there is more before what is shown; `unknown` until somebody looks. */
    before: 'unknown' | 'more' | 'none' | 'loading' | 'failed';
    tracks: readonly TrackInState[];
}

/**
 * A conversation of the page with the tutor. What is in it comes over one line from the server, whoever began the turn; on top
 * of that is what this page has said and the server has not shown yet.
 */
export class Conversation {
    readonly sessionId: string;
    readonly outbox: Outbox;
    private readonly listeners = new Set<() => void>();
    private readonly onTurnEnd: () => void;

    private line: Line | undefined;
    private lineState: LineState = 'connecting';
    private ended: ApiError | undefined;
    private ready = false;

    /** The thread without its last reply: it is not copied with each word that comes. */
    private settled: readonly Message[] = [];
    private nextSettled: readonly Message[] | undefined;
    /** The last reply, and what was shown with it; kept up to date by the client library. */
    private live: readonly Message[] = [];
    private state: unknown = {};

    private running = false;
    /** Something came after the snapshot in this run: it is a turn as it happens, and not one that is told again. */
    private happens = false;
    private streaming: string | undefined;
    private newReply: string | undefined;
    private readonly stopped = new Set<string>();
    private pending: ReadonlySet<string> = new Set();
    private fresh = new Set<string>();
    private given: ReadonlyMap<string, GivenAnswer> = new Map();
    private questions: readonly Question[] = [];
    private questionProblem: ApiError | undefined;
    private failure: string | undefined;

    private olderRows: readonly Row[] = [];
    private before: ConversationView['before'] = 'unknown';
    private cursor: string | undefined;

    private settledRows: readonly Row[] = [];
    private settledChanged = true;
    private liveRows: readonly Row[] = [];
    private rows: readonly Row[] = [];
    private current: ConversationView;
    private frame: number | undefined;

    /** @param onTurnEnd what else may have changed when a turn has ended */
    constructor(userId: string, sessionId: string, onTurnEnd: () => void) {
        this.sessionId = sessionId;
        this.onTurnEnd = onTurnEnd;
        this.outbox = new Outbox(userId, sessionId);
        this.current = this.build();
    }

    /** Follows the conversation until the answer is called. */
    readonly open = (): (() => void) => {
        this.line?.close();
        this.ended = undefined;
        this.line = new Line(this.sessionId, this.lineListener());
        this.line.open();
        document.addEventListener('visibilitychange', this.showNow);
        for (const message of this.outbox.messages) {
            if (message.status === 'sending') {
                void this.post(message.id, message.content);
            }
        }
        return () => {
            this.line?.close();
            this.line = undefined;
            document.removeEventListener('visibilitychange', this.showNow);
        };
    };

    readonly onChange = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    readonly view = (): ConversationView => this.current;

    // What a person does.

    /** Says something. */
    readonly say = (content: string, id: string = crypto.randomUUID()): void => {
        this.outbox.add({ id, content, status: 'sending' });
        this.show();
        void this.post(id, content);
    };

    /** Sends again, as the same message, what did not get through. */
    readonly sayAgain = (id: string): void => {
        const message = this.outbox.messages.find((each) => each.id === id);
        if (message && message.status === 'failed') {
            this.say(message.content, id);
        }
    };

    /** Gives up a message that did not get through; answers its words. */
    readonly takeBack = (id: string): string => {
        const content = this.outbox.messages.find((each) => each.id === id)?.content ?? '';
        this.outbox.remove((each) => each === id);
        this.show();
        return content;
    };

    /** Stops what the tutor is saying; what has been said stays. */
    readonly stop = async (): Promise<void> => {
        try {
            await answered(
                api.POST('/api/v1/agui/stop/{threadId}', { params: { path: { threadId: this.sessionId } } }),
            );
        } catch (thrown) {
            // A turn that has just ended needs no stopping.
            if (ApiError.from(thrown).status !== 404) {
                throw thrown;
            }
        }
    };

    /** Has something that was said answered once more, or in other words if there are any. */
    readonly askAgain = async (id: string, text?: string): Promise<void> => {
        const said = this.rows.find((row): row is SaidRow => row.kind === 'said' && row.id === id);
        if (said) {
            await startTurn(this.sessionId, {
                messages: [{ id, role: 'user', content: text ?? said.text }],
                state: this.state,
            });
        }
    };

    /** Answers a component. */
    readonly answer = async (id: string, reply: unknown): Promise<void> => {
        if (!isObject(reply)) {
            throw new TypeError('a reply is an object');
        }
        this.give(id, { status: 'sending', reply });
        for (let tries = 1; ; tries++) {
            try {
                await answered(
                    api.POST('/api/v1/chat/interactions/{interaction_id}', {
                        params: { path: { interaction_id: id } },
                        body: { user_input: reply },
                    }),
                );
                return;
            } catch (thrown) {
                const problem = ApiError.from(thrown);
                // In the blink before its turn has ended, a question is not there yet.
                if (problem.status === 404 && tries < ANSWER_TRIES) {
                    await new Promise((resolve) => setTimeout(resolve, ANSWER_PAUSE_MS));
                    continue;
                }
                // After a lost answer to the first try, the second one finds it given: the line shows it.
                const status =
                    problem.code === 'already_answered'
                        ? 'answered'
                        : problem.code === 'superseded'
                          ? 'superseded'
                          : 'refused';
                this.give(id, { status, reply, problem });
                return;
            }
        }
    };

    /** Answers a question of the tutor's before it does something. Without a payload it is to leave it. */
    readonly decide = async (id: string, payload?: unknown): Promise<void> => {
        this.questionProblem = undefined;
        const last = this.all().findLast((message) => message.role !== 'activity');
        try {
            await startTurn(this.sessionId, {
                messages: last ? [last] : [],
                state: this.state,
                resume: [
                    payload === undefined
                        ? { interruptId: id, status: 'cancelled' }
                        : { interruptId: id, status: 'resolved', payload },
                ],
            });
        } catch (thrown) {
            this.questionProblem = ApiError.from(thrown);
            if (this.questionProblem.code === 'already_answered') {
                this.questions = this.questions.filter((each) => each.id !== id);
            }
        }
        this.show();
    };

    /** Loads what was said before all that is shown. */
    readonly loadOlder = async (): Promise<void> => {
        if (!this.ready || this.before === 'loading' || this.before === 'none') {
            return;
        }
        if (this.before === 'unknown' && this.settled.length + this.live.length < SMALLEST_SNAPSHOT) {
            this.before = 'none';
            this.show();
            return;
        }
        this.before = 'loading';
        this.show();
        try {
            let rows: Row[] = [];
            // The first time, up to where the snapshot begins: that is known only by going back to it.
            do {
                const page = await answered(
                    api.GET('/api/v1/chat/sessions/{session_id}/messages', {
                        params: { path: { session_id: this.sessionId }, query: { limit: PAGE, before: this.cursor } },
                    }),
                );
                const shown = new Set(this.all().map((each) => each.id));
                const first = page.messages.findIndex((each) => shown.has(each.message_id));
                rows = rowsOfPage(first < 0 ? page.messages : page.messages.slice(0, first));
                this.cursor = page.next_cursor;
            } while (rows.length === 0 && this.cursor !== undefined);
            this.olderRows = [...rows, ...this.olderRows];
            this.before = this.cursor === undefined ? 'none' : 'more';
        } catch {
            this.before = 'failed';
        }
        this.show();
    };

    // What comes from the server.

    private lineListener(): LineListener {
        return {
            onLine: (state, error) => {
                this.lineState = state;
                this.ended = state === 'ended' ? error : undefined;
                if (state === 'open') {
                    this.sendWhatWaits();
                }
                this.changed();
            },
            onRunStartedEvent: () => {
                this.running = true;
                this.happens = false;
                this.failure = undefined;
                this.streaming = undefined;
                this.fresh = new Set();
                this.changed();
            },
            onMessagesSnapshotEvent: ({ event }) => {
                const reply = startOfLastReply(event.messages);
                this.nextSettled = event.messages.slice(0, reply);
                const live = event.messages.slice(reply);
                this.fresh = new Set(live.flatMap(callsOf));
                // The last reply may go on; all before it is done, and is not for the library to keep.
                return { messages: live, stopPropagation: true };
            },
            onMessagesChanged: ({ messages }) => {
                this.live = messages;
                if (this.nextSettled) {
                    this.settled = this.nextSettled;
                    this.nextSettled = undefined;
                    this.settledChanged = true;
                    this.ready = true;
                    const known = new Set(this.all().map((each) => each.id));
                    this.outbox.remove((id) => known.has(id));
                }
                this.changed();
            },
            onStateChanged: ({ state }) => {
                this.state = state;
                this.changed();
            },
            onTextMessageStartEvent: ({ event }) => {
                this.streaming = event.messageId;
                this.newReply = event.messageId;
                this.happens = true;
                this.changed();
            },
            onTextMessageEndEvent: () => {
                this.streaming = undefined;
                this.changed();
            },
            onToolCallStartEvent: ({ event }) => {
                this.fresh = new Set([...this.fresh, event.toolCallId]);
                this.happens = true;
            },
            onActivitySnapshotEvent: () => {
                this.happens = true;
            },
            onRunFinishedEvent: ({ event }) => {
                const { outcome } = event;
                this.questions = outcome?.type === 'interrupt' ? outcome.interrupts : [];
                if (outcome?.type === 'cancelled') {
                    this.live.forEach((each) => each.role === 'assistant' && this.stopped.add(each.id));
                }
                const named = outcome?.type === 'success' ? outcome.pendingToolCallIds : undefined;
                if (named && named.length > 0) {
                    this.pending = new Set(named);
                } else if (!this.happens && outcome?.type === 'success') {
                    this.pending = new Set();
                } else if (!this.happens && outcome?.type === 'interrupt') {
                    // A question before a deed is told instead of what else waits, which is the last that was shown.
                    this.pending = new Set(this.lastUnanswered());
                }
                // A turn that happens names only what it asks itself; what was open before it still is.
                this.endTurn();
            },
            onRunErrorEvent: ({ event }) => {
                this.failure = event.message;
                this.endTurn();
            },
        };
    }

    private lastUnanswered(): string[] {
        const all = this.all();
        const last = all.flatMap(callsOf).at(-1);
        const answered = all.some((each) => each.role === 'tool' && each.toolCallId === last);
        return last === undefined || answered ? [] : [last];
    }

    private endTurn(): void {
        const happened = this.happens;
        this.running = false;
        this.streaming = undefined;
        this.fresh = new Set();
        this.settledChanged = true;
        this.questionProblem = undefined;
        this.changed();
        if (happened) {
            this.onTurnEnd();
        }
    }

    private async post(id: string, content: string): Promise<void> {
        try {
            await answered(
                api.POST('/api/v1/chat/messages', {
                    body: { session_id: this.sessionId, content, message_id: id },
                }),
            );
            this.outbox.change(id, { status: 'sent', problem: undefined });
            const known = this.all().some((each) => each.id === id);
            this.outbox.remove((each) => known && each === id);
        } catch (thrown) {
            this.outbox.change(id, { status: 'failed', problem: ApiError.from(thrown) });
        }
        this.show();
    }

    /** What only the network kept from being sent goes by itself once it is back. */
    private sendWhatWaits(): void {
        for (const { id, status, problem } of this.outbox.messages) {
            if (status === 'failed' && problem?.status === 0) {
                this.sayAgain(id);
            }
        }
    }

    private give(id: string, answer: GivenAnswer): void {
        this.given = new Map([...this.given, [id, answer]]);
        this.settledChanged = true;
        this.show();
    }

    private all(): readonly Message[] {
        return [...this.settled, ...this.live];
    }

    // What is drawn.

    /** Draws with the next frame: however many words come in between, they are drawn once. */
    private changed(): void {
        if (this.frame !== undefined) {
            return;
        }
        if (document.visibilityState === 'hidden') {
            // There are no frames in a hidden tab, and others may want to know all the same.
            this.frame = -1;
            queueMicrotask(this.showNow);
        } else {
            this.frame = requestAnimationFrame(this.showNow);
        }
    }

    private readonly showNow = (): void => this.show();

    private show(): void {
        if (this.frame !== undefined && this.frame >= 0) {
            cancelAnimationFrame(this.frame);
        }
        this.frame = undefined;
        this.current = this.build();
        this.listeners.forEach((listener) => listener());
    }

    private build(): ConversationView {
        const known = {
            pending: this.pending,
            fresh: this.fresh,
            given: this.given,
            streaming: this.streaming,
            stopped: this.stopped,
        };
        const drawn = this.rows;
        if (this.settledChanged) {
            this.settledRows = keepingSame(drawn, rowsOf(this.settled, known));
            this.settledChanged = false;
        }
        this.liveRows = keepingSame(drawn.slice(-20), rowsOf(this.live, known));
        const outgoing = this.outbox.messages.map(({ id, content, status, problem }): Row => ({
            kind: 'said',
            id,
            text: content,
            status,
            problem,
        }));
        this.rows = [...this.settledRows, ...this.liveRows, ...keepingSame(drawn.slice(-20), outgoing)];
        const last = this.rows.at(-1);
        const waits = this.outbox.messages.some((each) => each.status === 'sent');
        const unanswered = this.ready && !this.running && last?.kind === 'said' && last.status === 'stored';
        return {
            older: this.olderRows,
            rows: this.rows,
            line: this.lineState,
            ended: this.ended,
            ready: this.ready,
            running: this.running,
            thinking: (this.running && !this.streaming && !this.happens && this.lineState === 'open') || waits,
            unanswered: unanswered ? { id: last.id, reason: this.failure } : undefined,
            lastSaid: this.running || waits ? undefined : lastExchange(this.rows),
            newReply: this.newReply,
            questions: this.questions,
            questionProblem: this.questionProblem,
            before: this.before,
            tracks: tracksIn(this.state),
        };
    }
}

function isObject(value: unknown): value is Record<string, never> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function callsOf(message: Message): string[] {
    return message.role === 'assistant' ? (message.toolCalls ?? []).map((call) => call.id) : [];
}

/** Where the last reply begins, with what was shown with it; the end, when something else comes last. */
function startOfLastReply(messages: readonly Message[]): number {
    for (let at = messages.length - 1; at >= 0; at--) {
        const role = messages[at]?.role;
        if (role === 'assistant') {
            return at;
        }
        if (role !== 'activity') {
            break;
        }
    }
    return messages.length;
}

/** What a person said last, if it may be asked again: nothing but words came back. */
function lastExchange(rows: readonly Row[]): SaidRow | undefined {
    const last = rows.at(-1);
    const said = last?.kind === 'reply' ? rows.at(-2) : last;
    return said?.kind === 'said' && said.status === 'stored' ? said : undefined;
}

let lastState: unknown;
let lastTracks: readonly TrackInState[] = [];

function tracksIn(state: unknown): readonly TrackInState[] {
    if (state !== lastState) {
        const read = State.safeParse(state);
        lastState = state;
        lastTracks = read.success ? Object.values(read.data.tracks ?? {}) : [];
    }
    return lastTracks;
}
