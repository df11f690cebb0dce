import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { componentCalls } from './componentCalls.ts';

/** What the model says when nothing asks for anything else. */
export const GOES_ON = 'Good. Let us go on from here.';

/** Numbered words: each occurs once, so that a lost or doubled one shows. */
export const words = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `word${from + at}`).join(' ');

type Step = { say: string } | { call: string; args: object } | { hold: true } | { refuse: true };

/** What was said last chooses what the model does: `[show NAME]`, `[hold 20 of 60]`, `[refuse]`, `[long]`, `[say …]`. */
function script(said: string): Step[] {
    const name = /\[show (\w+)]/.exec(said)?.[1];
    if (name) {
        const args = componentCalls[name];
        return args ? [{ say: 'Look at this.' }, { call: `its_render_${name}`, args }] : [{ say: `There is no ${name}.` }];
    }
    const hold = /\[hold (\d+) of (\d+)]/.exec(said);
    if (hold) {
        const [shown, all] = [Number(hold[1]), Number(hold[2])];
        return [{ say: `${words(1, shown)} ` }, { hold: true }, { say: words(shown + 1, all) }];
    }
    if (said.includes('[refuse]')) {
        return [{ refuse: true }];
    }
    if (said.includes('[long]')) {
        return [{ say: Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of a long lesson.`).join('\n\n') }];
    }
    const text = /\[say ([\s\S]+)]$/.exec(said)?.[1];
    return [{ say: text ?? GOES_ON }];
}

interface Asked {
    model: string;
    messages: { role: string; content?: string | { text?: string }[] }[];
}

function lastSaid({ messages }: Asked): string {
    const content = messages.findLast((each) => each.role === 'user')?.content ?? '';
    return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}

/** An OpenAI-compatible model that says what a script tells it to. */
export interface Model {
    url: string;
    /** How often it was asked with these words said last. */
    asked: (said: string) => number;
    /** Settles when a reply is held back that nobody has waited for yet; the result lets it go on. */
    held: () => Promise<() => void>;
    close: () => Promise<void>;
}

export async function startModel(): Promise<Model> {
    const requests: string[] = [];
    const holds: (() => void)[] = [];
    const takers: ((release: () => void) => void)[] = [];
    let calls = 0;

    const holdBack = (response: ServerResponse) =>
        new Promise<void>((go) => {
            response.on('close', go);
            const taker = takers.shift();
            if (taker) {
                taker(go);
            } else {
                holds.push(go);
            }
        });

    async function answer(asked: Asked, response: ServerResponse) {
        const said = lastSaid(asked);
        requests.push(said);
        const steps = script(said);
        if (steps.some((step) => 'refuse' in step)) {
            response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
            return;
        }
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const send = (delta: object, finish: string | null = null) =>
            response.write(
                `data: ${JSON.stringify({
                    id: 'c1',
                    object: 'chat.completion.chunk',
                    created: 1,
                    model: asked.model,
                    choices: [{ index: 0, delta, finish_reason: finish }],
                })}\n\n`,
            );
        send({ role: 'assistant', content: '' });
        let called = false;
        for (const step of steps) {
            if ('say' in step) {
                for (const piece of step.say.match(/\S+\s*|\s+/g) ?? []) {
                    send({ content: piece });
                }
            } else if ('hold' in step) {
                await holdBack(response);
                if (response.destroyed) {
                    return;
                }
            } else if ('call' in step) {
                called = true;
                const call = { name: step.call, arguments: JSON.stringify(step.args) };
                send({ tool_calls: [{ index: 0, id: `call_${++calls}`, type: 'function', function: call }] });
            }
        }
        send({}, called ? 'tool_calls' : 'stop');
        response.end('data: [DONE]\n\n');
    }

    const server = createServer(async (request, response) => {
        try {
            let body = '';
            for await (const chunk of request) {
                body += String(chunk);
            }
            await answer(JSON.parse(body) as Asked, response);
        } catch (error) {
            response.destroy(error as Error);
        }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
        asked: (said) => requests.filter((each) => each === said).length,
        held: () => {
            const ready = holds.shift();
            return ready ? Promise.resolve(ready) : new Promise((resolve) => takers.push(resolve));
        },
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}
