import type { Interrupt, Message } from '@ag-ui/client';
import type { ApiError } from '@/api/ApiError';
import type { Schemas } from '@/api/client';

const TOOL = 'its:render_';

/** What a person said. */
export interface SaidRow {
    kind: 'said';
    id: string;
    text: string;
    status: 'sending' | 'sent' | 'failed' | 'stored';
    problem?: ApiError;
}

/** What the tutor said. */
export interface ReplyRow {
    kind: 'reply';
    id: string;
    text: string;
    /** It is being said right now. */
    streaming: boolean;
    /** The person stopped it. */
    stopped: boolean;
}

/** What the tutor showed. */
export interface ComponentRow {
    kind: 'component';
    id: string;
    name: string;
    /** Undefined as long as they have not come whole. */
    arguments: unknown;
    status: 'waiting' | 'open' | 'sending' | 'answered' | 'superseded';
    reply?: unknown;
    problem?: ApiError;
}

/** A line of the conversation. */
export type Row = SaidRow | ReplyRow | ComponentRow;

/** What the page knows of an answer that it has given itself. */
export interface GivenAnswer {
    status: 'sending' | 'answered' | 'superseded' | 'refused';
    reply: unknown;
    problem?: ApiError;
}

/** What is known of a conversation beyond its messages. */
export interface Circumstances {
    /** Ids of what waits for an answer. */
    pending: ReadonlySet<string>;
    /** Ids of what was shown in the turn that runs. */
    fresh: ReadonlySet<string>;
    given: ReadonlyMap<string, GivenAnswer>;
    streaming: string | undefined;
    stopped: ReadonlySet<string>;
}

/** The lines that a page of the API's messages is; what was left unanswered there stays so. */
export function rowsOfPage(messages: Schemas['Message'][]): Row[] {
    return messages.flatMap((message): Row[] => {
        const rows: Row[] = [];
        if (message.role === 'user') {
            rows.push({ kind: 'said', id: message.message_id, text: message.content, status: 'stored' });
        } else if (message.role === 'assistant' && message.content !== '') {
            rows.push(reply(message.message_id, message.content, false, false));
        }
        const shown = message.component;
        if (message.role === 'assistant' && shown) {
            rows.push({
                kind: 'component',
                id: shown.interaction_id,
                name: shown.name,
                arguments: shown.arguments,
                status: shown.status,
                reply: shown.reply,
            });
        }
        return rows;
    });
}

/** The lines that AG-UI messages are. */
export function rowsOf(messages: readonly Message[], known: Circumstances): Row[] {
    const answers = new Map(
        messages.flatMap((each) => (each.role === 'tool' ? [[each.toolCallId, each.content]] : [])),
    );
    return messages.flatMap((message): Row[] => {
        switch (message.role) {
            case 'user':
                return [{ kind: 'said', id: message.id, text: words(message.content), status: 'stored' }];
            case 'assistant': {
                const rows: Row[] = [];
                const streaming = known.streaming === message.id;
                if (message.content || streaming) {
                    rows.push(reply(message.id, message.content ?? '', streaming, known.stopped.has(message.id)));
                }
                for (const call of message.toolCalls ?? []) {
                    if (call.function.name.startsWith(TOOL)) {
                        const name = call.function.name.slice(TOOL.length);
                        rows.push(asked(call.id, name, parsed(call.function.arguments), answers.get(call.id), known));
                    }
                }
                return rows;
            }
            case 'activity':
                return [
                    {
                        kind: 'component',
                        id: message.id,
                        name: message.activityType,
                        arguments: message.content,
                        status: 'answered',
                    },
                ];
            default:
                return [];
        }
    });
}

function reply(id: string, text: string, streaming: boolean, stopped: boolean): ReplyRow {
    return { kind: 'reply', id, text, streaming, stopped };
}

function asked(id: string, name: string, given: unknown, answer: unknown, known: Circumstances): ComponentRow {
    const row = { kind: 'component' as const, id, name, arguments: given };
    if (answer !== undefined) {
        return { ...row, status: 'answered', reply: typeof answer === 'string' ? parsed(answer) : undefined };
    }
    const own = known.given.get(id);
    if (own && own.status !== 'refused') {
        return { ...row, status: own.status, reply: own.reply, problem: own.problem };
    }
    if (known.pending.has(id)) {
        return { ...row, status: 'open', problem: own?.problem };
    }
    return { ...row, status: known.fresh.has(id) ? 'waiting' : 'superseded' };
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

function words(content: Extract<Message, { role: 'user' }>['content']): string {
    if (typeof content === 'string') {
        return content;
    }
    return content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
}

/** The same lines, each the same object as before where nothing about it has changed: what did not change is not drawn. */
export function keepingSame(before: readonly Row[], now: Row[]): Row[] {
    const known = new Map(before.map((row) => [row.kind + row.id, row]));
    return now.map((row) => {
        const old = known.get(row.kind + row.id);
        return old && same(old, row) ? old : row;
    });
}

function same(one: Row, other: Row): boolean {
    if (one.kind === 'component' && other.kind === 'component') {
        return (
            one.status === other.status &&
            one.name === other.name &&
            one.problem === other.problem &&
            equal(one.arguments, other.arguments) &&
            equal(one.reply, other.reply)
        );
    }
    if (one.kind === 'reply' && other.kind === 'reply') {
        return one.text === other.text && one.streaming === other.streaming && one.stopped === other.stopped;
    }
    return (
        one.kind === 'said' &&
        other.kind === 'said' &&
        one.text === other.text &&
        one.status === other.status &&
        one.problem === other.problem
    );
}

function equal(one: unknown, other: unknown): boolean {
    return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** A question of the tutor's that is no component: whether something is to be done. */
export type Question = Interrupt;
