import createClient, { type Middleware } from 'openapi-fetch';
import { ApiError } from './ApiError';
import type { paths } from './schema';

/** What `fetch` throws is that nobody was reached; whoever gave a request up knows it, and gets to know nothing else. */
export function networkError(thrown: unknown): Error {
    if (thrown instanceof ApiError || (thrown instanceof DOMException && thrown.name === 'AbortError')) {
        return thrown;
    }
    return ApiError.unreachable();
}

/** Everything that is no success is thrown, so that callers have one way in which things fail. */
export const throwing: Middleware = {
    async onResponse({ response }) {
        if (!response.ok) {
            throw await ApiError.of(response);
        }
    },
    onError({ error }) {
        return networkError(error);
    },
};

/** The tutor's API for what needs no account: signing up, logging in, the capabilities. */
export const publicApi = createClient<paths>({
    baseUrl: window.location.origin,
    fetch: (request) => globalThis.fetch(request),
});
publicApi.use(throwing);
