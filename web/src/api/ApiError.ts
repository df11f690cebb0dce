import { z } from 'zod';

const Detail = z.object({ field: z.string(), problem: z.string() });
const Body = z.object({ error_code: z.string(), message: z.string(), details: z.array(Detail).optional() });

/** Why a request did not get what it asked for, in words for the person who waits. */
export class ApiError extends Error {
    /** HTTP status; 0 when the server was not reached at all. */
    readonly status: number;
    /** Stable, for programs; `unreachable` when there was no answer. */
    readonly code: string;
    /** What is wrong with which field, on validation errors. */
    readonly details: ReadonlyArray<z.infer<typeof Detail>>;
    /** Seconds after which another try makes sense, if the server said so. */
    readonly retryAfter: number | undefined;

    constructor(
        status: number,
        code: string,
        message: string,
        details: ReadonlyArray<z.infer<typeof Detail>> = [],
        retryAfter?: number,
    ) {
        super(message);
        this.name = 'ApiError';
        this.status = status;
        this.code = code;
        this.details = details;
        this.retryAfter = retryAfter;
    }

    /** There was no answer: no network, or nobody at the other end. */
    static unreachable(): ApiError {
        return new ApiError(0, 'unreachable', 'The tutor cannot be reached right now. Please check your connection.');
    }

    /** There is nobody logged in who could ask for this. */
    static loggedOut(): ApiError {
        return new ApiError(401, 'unauthenticated', 'You are logged out. Please log in.');
    }

    /** What the server answered, when it is no success. */
    static async of(response: Response): Promise<ApiError> {
        const retryAfter = secondsOf(response.headers.get('Retry-After'));
        const body = Body.safeParse(await response.json().catch(() => undefined));
        if (body.success) {
            const { error_code, message, details } = body.data;
            return new ApiError(response.status, error_code, message, details, retryAfter);
        }
        // A gateway in front of a server that restarts answers with a page of its own.
        const away = response.status === 502 || response.status === 503 || response.status === 504;
        return new ApiError(
            response.status,
            away ? 'unavailable' : 'unknown',
            away
                ? 'The tutor cannot be reached right now. Please try again in a moment.'
                : 'Something went wrong on our side. Please try again.',
            [],
            retryAfter,
        );
    }

    /** Any thrown thing as an error for the person. */
    static from(thrown: unknown): ApiError {
        return thrown instanceof ApiError
            ? thrown
            : new ApiError(-1, 'unknown', 'Something went wrong on this page. Please try again.');
    }

    /** What is wrong with a field of the request, if it is what was refused. */
    problemWith(field: string): string | undefined {
        return this.details.find((each) => each.field === field)?.problem;
    }

    /** Whether the same request may go well a little later. */
    get passing(): boolean {
        return this.status === 0 || this.status === 429 || this.status >= 500;
    }
}

function secondsOf(header: string | null): number | undefined {
    if (header === null) {
        return undefined;
    }
    const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
