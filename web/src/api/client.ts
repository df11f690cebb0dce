import createClient from 'openapi-fetch';
import { authorizedFetch } from '@/account/authorizedFetch';
import { throwing } from './publicApi';
import type { components, paths } from './schema';

/** The shapes of the API's JSON, as the server describes them. */
export type Schemas = components['schemas'];

/**
 * The tutor's API, asked as the learner who is logged in. Whatever is no success is thrown as an `ApiError`; an access token
 * that has run out is renewed, and a login that has run out waits for the person to log in again.
 */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: authorizedFetch });
api.use(throwing);
