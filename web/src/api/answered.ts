/**
 * What a call of the API was answered: `await answered(api.GET('/api/v1/tracks'))`. Failures are thrown by the client
 * itself; a success without a body is for calls that expect none.
 */
export async function answered<Body>(call: Promise<{ data?: Body }>): Promise<Body extends undefined ? void : Body>;
export async function answered(call: Promise<{ data?: unknown }>): Promise<unknown> {
    return (await call).data;
}
