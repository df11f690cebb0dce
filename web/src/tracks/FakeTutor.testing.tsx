import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { forgetLogin, keepTokens } from '@/account/tokens';
import type { Progress, Track, Unit } from './queries';

interface Asked {
    call: string;
    body: unknown;
}
type Answerer = (asked: Asked & { path: string[] }) => Response;

/** An answer in JSON. */
export function json(status: number, body: unknown): Response {
    return new Response(status === 204 ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
    });
}

/** A refusal in the one shape that the server has for it. */
export function refusal(status: number, code: string, message = 'no', details?: { field: string; problem: string }[]) {
    return json(status, { error_code: code, message, ...(details ? { details } : {}) });
}

/** The server, as far as tracks go: it keeps what it is told, and a test can have it refuse something. */
export class FakeTutor {
    readonly asked: Asked[] = [];
    private readonly refusals = new Map<string, Answerer>();
    private readonly gates = new Map<string, Promise<void>>();

    constructor(
        public tracks: Track[] = [],
        public progress: Progress[] = [],
        public units: Unit[] = tracks.flatMap((track) => track.units),
    ) {}

    /** Answers a call in its own way from now on, as in `GET /tracks`; null ends that. */
    answer(call: string, answerer: (() => Response) | null): void {
        if (answerer) {
            this.refusals.set(call, answerer);
        } else {
            this.refusals.delete(call);
        }
    }

    /** Lets a call wait until the returned function is called. */
    hold(call: string): () => void {
        let open = () => {};
        this.gates.set(call, new Promise((resolve) => (open = resolve)));
        return () => {
            this.gates.delete(call);
            open();
        };
    }

    /** What was sent with this call, each time. */
    bodies(call: string): unknown[] {
        return this.asked.filter((each) => each.call === call).map(({ body }) => body);
    }

    readonly fetch = async (request: Request): Promise<Response> => {
        const address = new URL(request.url).pathname.replace('/api/v1', '');
        const call = `${request.method} ${address}`;
        const text = await request.text();
        const asked: Asked = { call, body: text === '' ? undefined : JSON.parse(text) };
        this.asked.push(asked);
        await this.gates.get(call);
        const answer = this.refusals.get(call) ?? this.usual(request.method, address);
        return answer({ ...asked, path: address.split('/').slice(1) });
    };

    private usual(method: string, address: string): Answerer {
        const found = this.calls.find(([name, pattern]) => name === method && pattern.test(address));
        return found?.[2] ?? (() => refusal(404, 'not_found'));
    }

    private readonly calls: [string, RegExp, Answerer][] = [
        [
            'GET',
            /^\/tracks$/,
            () => json(200, { tracks: this.tracks.map((track) => ({ ...track, units: undefined })) }),
        ],
        ['GET', /^\/tracks\/[^/]+$/, ({ path }) => this.track(path[1], (track) => json(200, track))],
        ['GET', /^\/users\/me\/progress$/, () => json(200, { progress: this.progress })],
        ['POST', /^\/tracks\/[^/]+\/start$/, ({ path }) => json(201, aProgress({ track_id: path[1] }))],
        [
            'POST',
            /^\/tracks$/,
            ({ body }) => {
                const track = aTrack({ ...record(body), track_id: `track-${this.tracks.length + 1}`, units: [] });
                this.tracks.push(track);
                return json(201, track);
            },
        ],
        [
            'PATCH',
            /^\/tracks\/[^/]+$/,
            ({ path, body }) => this.track(path[1], (track) => json(200, Object.assign(track, body))),
        ],
        [
            'DELETE',
            /^\/tracks\/[^/]+$/,
            ({ path }) => {
                this.tracks = this.tracks.filter((track) => track.track_id !== path[1]);
                return json(204, undefined);
            },
        ],
        [
            'PUT',
            /^\/tracks\/[^/]+\/units$/,
            ({ path, body }) =>
                this.track(path[1], (track) => {
                    const ids: unknown = record(body).unit_ids;
                    track.units = Array.isArray(ids)
                        ? ids.flatMap((id) => this.units.find((unit) => unit.unit_id === id) ?? [])
                        : [];
                    track.unit_count = track.units.length;
                    return json(200, track);
                }),
        ],
        [
            'POST',
            /^\/units$/,
            ({ body }) => {
                const unit = aUnit({ ...record(body), unit_id: `unit-${this.units.length + 1}` });
                this.units.push(unit);
                return json(201, unit);
            },
        ],
        ['GET', /^\/units\/[^/]+$/, ({ path }) => this.unit(path[1], (unit) => json(200, unit))],
        [
            'PATCH',
            /^\/units\/[^/]+$/,
            ({ path, body }) => this.unit(path[1], (unit) => json(200, Object.assign(unit, body))),
        ],
        [
            'DELETE',
            /^\/units\/[^/]+$/,
            ({ path }) => {
                this.units = this.units.filter((unit) => unit.unit_id !== path[1]);
                return json(204, undefined);
            },
        ],
    ];

    private track(id: string | undefined, answer: (track: Track) => Response): Response {
        const track = this.tracks.find((each) => each.track_id === id);
        return track ? answer(track) : refusal(404, 'not_found');
    }

    private unit(id: string | undefined, answer: (unit: Unit) => Response): Response {
        const unit = this.units.find((each) => each.unit_id === id);
        return unit ? answer(unit) : refusal(404, 'not_found');
    }
}

function record(body: unknown): Record<string, unknown> {
    return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** A unit, a lesson if nothing else is said. */
export function aUnit(part: Partial<Unit> = {}): Unit {
    return {
        unit_id: 'unit-1',
        title: 'What a fraction is',
        unit_type: 'content_snippet',
        content_config: { content: 'A part of a whole.' },
        estimated_duration_minutes: 5,
        remedial_unit_id: null,
        prerequisite_unit_ids: [],
        ...part,
    };
}

/** A track of a lesson and a question. */
export function aTrack(part: Partial<Track> = {}): Track {
    const units = part.units ?? [
        aUnit(),
        aUnit({ unit_id: 'unit-2', title: 'Half of a half', unit_type: 'mcq_component', content_config: {} }),
    ];
    return {
        track_id: 'track-1',
        title: 'Fractions',
        description: 'Parts of a whole, and how to count with them.',
        unit_count: units.length,
        estimated_duration_minutes: 75,
        ...part,
        units,
    };
}

/** The progress of somebody who has just begun. */
export function aProgress(part: Partial<Progress> = {}): Progress {
    return {
        user_id: 'ada',
        track_id: 'track-1',
        session_id: 'session-1',
        status: 'in_progress',
        current_unit_id: 'unit-1',
        completed_unit_ids: [],
        assessment_results: {},
        percent_complete: 0,
        started_at: '2026-11-01T10:00:00Z',
        last_accessed_at: '2026-11-01T10:00:00Z',
        completed_at: null,
        ...part,
    };
}

/** Logs somebody in, with the fake in the server's place. */
export function logIn(tutor: FakeTutor, role: 'learner' | 'teacher' = 'learner'): void {
    vi.stubGlobal('fetch', tutor.fetch);
    const claims = btoa(JSON.stringify({ app_metadata: { role } }));
    keepTokens({
        access_token: `head.${claims}.signature`,
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token: 'refresh',
        user: { id: 'ada', email: 'ada@example.org' },
    });
}

/** Forgets who was logged in. */
export function logOut(): void {
    forgetLogin();
    vi.unstubAllGlobals();
}

/** Shows a view at an address; whatever else is gone to only says its address. */
export function show(path: string, at: string, view: ReactNode) {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const router = createMemoryRouter(
        [
            { path, element: view },
            { path: '*', element: <p>another view</p> },
        ],
        { initialEntries: [at] },
    );
    const shown = render(
        <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
        </QueryClientProvider>,
    );
    return { ...shown, address: () => router.state.location.pathname + router.state.location.search, router };
}
