import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetLogin } from '@/account/tokens';
import { Conversation } from './Conversation';
import { begin, FakeSession, finish, json, say } from './FakeSession.testing';

const QUIZ = { quiz_id: 'q', question_text: 'Which?', options: [{ id: 'a', text: 'A' }] };

function call(id: string) {
    return { id, type: 'function', function: { name: 'its:render_quick_quiz', arguments: JSON.stringify(QUIZ) } };
}

const asked = { id: 'u1', role: 'user', content: 'Hello' };
const start = { type: 'TEXT_MESSAGE_START', messageId: 'r1', role: 'assistant' };
const end = { type: 'TEXT_MESSAGE_END', messageId: 'r1' };

let server: FakeSession;
let close: () => void;
let chat: Conversation;
let turnsEnded: number;

function follow(): Conversation {
    const conversation = new Conversation('ada', 's1', () => turnsEnded++);
    close = conversation.open();
    return conversation;
}

function words(): string[] {
    return chat.view().rows.map((row) => (row.kind === 'component' ? `[${row.name} ${row.status}]` : row.text));
}

const shows = (...expected: string[]) => vi.waitFor(() => expect(words()).toEqual(expected), { timeout: 4000 });

beforeEach(() => {
    server = new FakeSession();
    vi.stubGlobal('fetch', server.fetch);
    server.logIn();
    turnsEnded = 0;
    chat = follow();
});

afterEach(() => {
    close();
    forgetLogin();
    vi.unstubAllGlobals();
});

describe('a reply', () => {
    it('comes word by word, and its end is told once', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Good ', 'day'));
        await shows('Hello', 'Good day');
        expect(chat.view()).toMatchObject({ running: true, thinking: false });
        server.send(...say('r1', '.'), end, finish('t1'));
        await vi.waitFor(() => expect(chat.view().running).toBe(false));
        expect(words()).toEqual(['Hello', 'Good day.']);
        expect(turnsEnded).toBe(1);
    });

    it('is not doubled when the line breaks in the middle and the snapshot has what was said so far', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Good ', 'day'));
        await shows('Hello', 'Good day');
        server.drop();
        await vi.waitFor(() => expect(chat.view().line).toBe('away'));
        expect(words()).toEqual(['Hello', 'Good day']);
        await vi.waitFor(() => expect(server.lines).toBe(2), { timeout: 4000 });
        const soFar = { id: 'r1', role: 'assistant', content: 'Good day to ' };
        server.send(...begin('t1', [asked, soFar]), start, ...say('r1', 'you.'), end, finish('t1'));
        await shows('Hello', 'Good day to you.');
        expect(chat.view().line).toBe('open');
    });

    it('of an attempt that failed is gone when the thread is told again', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Half a'), end);
        await shows('Hello', 'Half a');
        const stored = { id: 'r2', role: 'assistant', content: 'A whole one.' };
        server.send(
            { type: 'TEXT_MESSAGE_START', messageId: 'r2', role: 'assistant' },
            ...say('r2', 'A whole one.'),
            { type: 'TEXT_MESSAGE_END', messageId: 'r2' },
            { type: 'MESSAGES_SNAPSHOT', messages: [asked, stored] },
            finish('t1'),
        );
        await shows('Hello', 'A whole one.');
    });

    it('goes on under the same objects, so that nothing else is drawn again', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Good '));
        await shows('Hello', 'Good ');
        const [first] = chat.view().rows;
        server.send(...say('r1', 'day'));
        await shows('Hello', 'Good day');
        expect(chat.view().rows[0]).toBe(first);
    });

    it('that fails is told with its reason, and can be asked for again by the same message', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), { type: 'RUN_ERROR', message: 'The model is busy.', code: 'busy' });
        await vi.waitFor(() => expect(chat.view().unanswered).toEqual({ id: 'u1', reason: 'The model is busy.' }));
        await chat.askAgain('u1');
        expect(server.runs).toHaveLength(1);
        expect(server.runs[0]?.messages).toMatchObject([{ id: 'u1', content: 'Hello' }]);
    });

    it('that was stopped says so', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Good '));
        await shows('Hello', 'Good ');
        await chat.stop();
        expect(server.stops).toEqual(['s1']);
        server.send(end, finish('t1', { type: 'cancelled' }));
        await vi.waitFor(() => expect(chat.view().rows[1]).toMatchObject({ kind: 'reply', stopped: true }));
    });
});

describe('a message', () => {
    it('is there at once, and is one message when the server shows it', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        chat.say('What is a tree?');
        expect(chat.view().rows).toMatchObject([{ text: 'What is a tree?', status: 'sending' }]);
        await vi.waitFor(() => expect(chat.view().rows).toMatchObject([{ status: 'sent' }]));
        const id = server.posted[0]?.message_id;
        server.send(...begin('t1', [{ id, role: 'user', content: 'What is a tree?' }]));
        await vi.waitFor(() => expect(chat.view().rows).toMatchObject([{ status: 'stored' }]));
        expect(chat.outbox.messages).toHaveLength(0);
    });

    it('that could not be sent is sent again under the same id', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.next.push(json(503, { error_code: 'unavailable', message: 'Not now.' }));
        chat.say('Hello');
        await vi.waitFor(() => expect(chat.view().rows).toMatchObject([{ status: 'failed' }]));
        const [row] = chat.view().rows;
        chat.sayAgain(row?.id ?? '');
        await vi.waitFor(() =>
            expect(server.posted).toEqual([{ session_id: 's1', content: 'Hello', message_id: row?.id }]),
        );
    });

    it('that the network kept back goes by itself when the line is there again', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.next.push(new TypeError('Failed to fetch'));
        server.drop(true);
        chat.say('Hello');
        await vi.waitFor(() => expect(chat.view().rows).toMatchObject([{ status: 'failed', problem: { status: 0 } }]));
        server.reachable();
        window.dispatchEvent(new Event('online'));
        await vi.waitFor(() => expect(server.lines).toBe(2), { timeout: 4000 });
        server.send(...begin('s', []), finish('s'));
        await vi.waitFor(() => expect(server.posted).toHaveLength(1));
    });

    it('that was under way when the page was left is sent by the next page, as the same message', async () => {
        server.next.push(json(500, { error_code: 'internal', message: 'no' }));
        chat.say('Hello');
        await vi.waitFor(() => expect(chat.view().rows).toMatchObject([{ status: 'failed' }]));
        const id = chat.view().rows[0]?.id;
        close();
        chat = follow();
        await vi.waitFor(() => expect(server.posted).toMatchObject([{ content: 'Hello', message_id: id }]));
    });
});

describe('a component', () => {
    const shown = [
        { type: 'TOOL_CALL_START', toolCallId: 'i1', toolCallName: 'its:render_quick_quiz', parentMessageId: 'r1' },
        { type: 'TOOL_CALL_ARGS', toolCallId: 'i1', delta: JSON.stringify(QUIZ) },
        { type: 'TOOL_CALL_END', toolCallId: 'i1' },
    ];
    const open = finish('t1', { type: 'success', pendingToolCallIds: ['i1'] });

    it('waits until its turn has ended, is open then, and shows the answer that the thread has', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Try.'), end, ...shown);
        await shows('Hello', 'Try.', '[quick_quiz waiting]');
        server.send(open);
        await shows('Hello', 'Try.', '[quick_quiz open]');
        await chat.answer('i1', { quiz_id: 'q', selected_option_id: 'a' });
        expect(words()).toEqual(['Hello', 'Try.', '[quick_quiz sending]']);
        expect(server.answers).toEqual([{ id: 'i1', body: { user_input: { quiz_id: 'q', selected_option_id: 'a' } } }]);
        const reply = { id: 'r1', role: 'assistant', content: 'Try.', toolCalls: [call('i1')] };
        const answer = {
            id: 'a1',
            role: 'tool',
            toolCallId: 'i1',
            content: '{"quiz_id":"q","selected_option_id":"a"}',
        };
        server.send(...begin('t2', [asked, reply, answer]));
        await shows('Hello', 'Try.', '[quick_quiz answered]');
        expect(chat.view().rows[2]).toMatchObject({ reply: { selected_option_id: 'a' } });
    });

    it('stays open while something else is talked about', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Try.'), end, ...shown, open);
        await shows('Hello', 'Try.', '[quick_quiz open]');
        const reply = { id: 'r1', role: 'assistant', content: 'Try.', toolCalls: [call('i1')] };
        server.send(
            ...begin('t2', [asked, reply, { id: 'u2', role: 'user', content: 'A hint?' }]),
            { type: 'TEXT_MESSAGE_START', messageId: 'r2', role: 'assistant' },
            ...say('r2', 'Think.'),
            { type: 'TEXT_MESSAGE_END', messageId: 'r2' },
            finish('t2'),
        );
        await shows('Hello', 'Try.', '[quick_quiz open]', 'A hint?', 'Think.');
    });

    it('is passed by when the thread is told without it among what waits', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        const reply = { id: 'r1', role: 'assistant', content: 'Try.', toolCalls: [call('i1')] };
        server.send(...begin('s', [asked, reply]), finish('s'));
        await shows('Hello', 'Try.', '[quick_quiz superseded]');
    });

    it('is open again, with the reason, when the answer was not taken', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        server.send(...begin('t1', [asked]), start, ...say('r1', 'Try.'), end, ...shown, open);
        await shows('Hello', 'Try.', '[quick_quiz open]');
        server.next.push(json(400, { error_code: 'validation_error', message: 'The request is not valid.' }));
        await chat.answer('i1', { quiz_id: 'q' });
        expect(chat.view().rows[2]).toMatchObject({ status: 'open', problem: { status: 400 } });
    });

    it('that only shows something is no question', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        const activity = { id: 'd1', role: 'activity', activityType: 'diagram_viewer', content: { diagram_id: 'd' } };
        server.send(...begin('s', [asked, { id: 'r1', role: 'assistant', content: 'Look.' }, activity]), finish('s'));
        await shows('Hello', 'Look.', '[diagram_viewer answered]');
    });
});

describe('a question before a deed', () => {
    it('is answered by a resume, with what the page was shown', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        const interrupt = { id: 'q1', reason: 'confirmation', message: 'Leave the track?' };
        server.send(...begin('t1', [asked]), finish('t1', { type: 'interrupt', interrupts: [interrupt] }));
        await vi.waitFor(() => expect(chat.view().questions).toMatchObject([{ id: 'q1' }]));
        await chat.decide('q1', { confirmed: true });
        expect(server.runs[0]?.resume).toEqual([
            { interruptId: 'q1', status: 'resolved', payload: { confirmed: true } },
        ]);
        expect(server.runs[0]?.messages).toMatchObject([{ id: 'u1' }]);
    });
});

describe('what was shown before a question', () => {
    it('is still open when the page is loaded again while the question waits', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        const reply = { id: 'r1', role: 'assistant', content: 'Try.', toolCalls: [call('i1')] };
        const interrupt = { id: 'q1', reason: 'confirmation', message: 'Leave the track?' };
        server.send(...begin('s', [asked, reply]), finish('s', { type: 'interrupt', interrupts: [interrupt] }));
        await shows('Hello', 'Try.', '[quick_quiz open]');
    });
});

describe('older messages', () => {
    it('are what comes before the snapshot, whatever else their page has', async () => {
        await vi.waitFor(() => expect(server.lines).toBe(1));
        const newest = Array.from({ length: 12 }, (_, at) => ({ id: `m${at}`, role: 'user', content: `Nr ${at}` }));
        server.send(...begin('s', newest), finish('s'));
        await vi.waitFor(() => expect(chat.view().rows).toHaveLength(12));
        const stored = (id: string) => ({ message_id: id, role: 'user', content: `said ${id}` });
        server.pages = [{ messages: [stored('old1'), stored('old2'), ...newest.map(({ id }) => stored(id))] }];
        await chat.loadOlder();
        expect(chat.view().older.map((row) => row.id)).toEqual(['old1', 'old2']);
        expect(chat.view().before).toBe('none');
    });
});

describe('a session that is not there', () => {
    it('ends the line and is said', async () => {
        close();
        vi.stubGlobal('fetch', () => Promise.resolve(json(404, { error_code: 'not_found', message: 'no' })));
        chat = follow();
        await vi.waitFor(() => expect(chat.view()).toMatchObject({ line: 'ended', ended: { status: 404 } }));
    });
});
