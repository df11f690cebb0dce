import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const JAR = new URL('../../../server/target/tutor-server.jar', import.meta.url).pathname;
const LOGS = new URL('../target/', import.meta.url).pathname;
const START_MS = 120_000;
const STOP_MS = 15_000;

/** The program as it is shipped, as a process of its own that can be killed and started again with what it has stored. */
export class Tutor {
    private child: ChildProcess | undefined;
    private readonly home = mkdtempSync(join(tmpdir(), 'chiron-e2e-'));

    private constructor(
        private readonly port: number,
        private readonly env: Record<string, string>,
        private readonly log: string,
    ) {}

    /** @param env what it is configured with besides; nothing: the offline tutor */
    static async start(name: string, env: Record<string, string> = {}): Promise<Tutor> {
        if (!existsSync(JAR)) {
            throw new Error(`${JAR} is not there: ./mvnw package -DskipTests`);
        }
        mkdirSync(LOGS, { recursive: true });
        const tutor = new Tutor(await freePort(), env, join(LOGS, `${name}.log`));
        await tutor.start();
        return tutor;
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    /** Starts it, again if need be, and waits until it is healthy. */
    async start(): Promise<void> {
        const out = openSync(this.log, 'a');
        const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(this.port), TUTOR_HOME: this.home, ...this.env };
        for (const other of ['SUPABASE_DB_URL', 'SUPABASE_URL', 'TEMPORAL_ADDRESS', ...unset(this.env)]) {
            delete env[other];
        }
        const child = spawn(java(), ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx1g', '-jar', JAR], {
            env,
            stdio: ['ignore', out, out],
        });
        this.child = child;
        process.once('exit', () => child.kill('SIGTERM'));
        const deadline = Date.now() + START_MS;
        while (!(await fetch(`${this.url}/api/v1/health`).catch(() => undefined))?.ok) {
            if (child.exitCode !== null || Date.now() > deadline) {
                child.kill('SIGKILL');
                throw new Error(`Chiron did not start, see ${this.log}`);
            }
            await pause(200);
        }
    }

    /** As when the machine loses power: nothing is said goodbye to. */
    async kill(): Promise<void> {
        await this.end('SIGKILL');
    }

    async close(): Promise<void> {
        await this.end('SIGTERM');
        rmSync(this.home, { recursive: true, force: true });
    }

    /** Makes a teacher of an account, as docs/how-to/write-a-track.md says. */
    async makeTeacher(email: string): Promise<void> {
        const port = readFileSync(this.log, 'utf8').match(/^Database +127\.0\.0\.1:(\d+)/gm)?.at(-1)?.split(':').at(-1);
        const client = new pg.Client({
            host: '127.0.0.1',
            port: Number(port),
            user: 'postgres',
            database: 'postgres',
            password: readFileSync(join(this.home, 'postgres', 'chiron.password'), 'utf8').trim(),
        });
        await client.connect();
        try {
            await client.query(
                `update auth.users set raw_app_meta_data = raw_app_meta_data || '{"role": "teacher"}' where email = $1`,
                [email],
            );
        } finally {
            await client.end();
        }
    }

    private async end(signal: NodeJS.Signals): Promise<void> {
        const child = this.child;
        if (!child || child.exitCode !== null || child.signalCode !== null) {
            return;
        }
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        if ((await Promise.race([ended, pause(STOP_MS, 'late')])) === 'late') {
            child.kill('SIGKILL');
            await ended;
            throw new Error(`Chiron did not end within ${STOP_MS} ms of ${signal}`);
        }
    }

    /** Calls the API as nobody, or with a token. */
    async call<Body>(path: string, { token, body }: { token?: string; body?: object } = {}): Promise<Body> {
        const answer = await fetch(`${this.url}/api/v1${path}`, {
            method: body ? 'POST' : 'GET',
            headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
            ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (!answer.ok) {
            throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        }
        return (await answer.json()) as Body;
    }
}

function unset(env: Record<string, string>): string[] {
    return ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'].filter((name) => !(name in env));
}

/** The `java` of a JDK 25: JAVA_HOME's, else one found under /usr/lib/jvm. */
function java(): string {
    const installed = '/usr/lib/jvm';
    const homes = [
        process.env.JAVA_HOME ?? '',
        ...(existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name)) : []),
    ];
    const home = homes.find((each) => {
        const release = join(each, 'release');
        return each !== '' && existsSync(release) && /JAVA_VERSION="25/.test(readFileSync(release, 'utf8'));
    });
    if (!home) {
        throw new Error('No JDK 25: set JAVA_HOME to one');
    }
    return join(home, 'bin', 'java');
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
