import { Deferred } from '@/ui/deferred';

/** Formulas, fetched with the first of them. */
export const math = new Deferred(() => import('./math'));
