import { ApiError } from '@/api/ApiError';

/** What the server found wrong with a form, field by field. */
export interface Refusal {
    /** What is wrong with the field of this name, as a sentence after the field's label. */
    of: (field: string, label?: string) => string | undefined;
    /** What belongs to no field of this form, as sentences. */
    rest: (shown: (field: string) => boolean) => string[];
    /** Whether anything was bound to a field. */
    bound: boolean;
}

/** Reads what the server found wrong; without an error nothing is. */
export function refusalOf(error: unknown): Refusal {
    const details = error ? ApiError.from(error).details : [];
    return {
        of: (field, label = 'This') => {
            const problems = details.filter((each) => each.field === field).map(({ problem }) => problem);
            return problems.length === 0 ? undefined : `${label} ${problems.join(', and ')}.`;
        },
        rest: (shown) =>
            details.filter(({ field }) => !shown(field)).map(({ field, problem }) => `${field} ${problem}.`),
        bound: details.length > 0,
    };
}
