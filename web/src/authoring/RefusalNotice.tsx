import { ApiError } from '@/api/ApiError';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import type { Refusal } from './refusal';

/** Why a form was not saved. What is wrong with a field stands at the field; the rest is said here. */
export function RefusalNotice({
    error,
    refusal,
    shown,
}: {
    error: unknown;
    refusal: Refusal;
    /** Whether the form has a place for the problems of this field. */
    shown: (field: string) => boolean;
}) {
    if (!error) {
        return null;
    }
    if (!refusal.bound) {
        return <Problem error={ApiError.from(error)} />;
    }
    const rest = refusal.rest(shown);
    return (
        <Notice kind="bad">
            <p>It was not saved yet: please look at what is marked.</p>
            {rest.length > 0 ? (
                <ul className="mt-2 list-disc ps-5">
                    {rest.map((each) => (
                        <li key={each}>{each}</li>
                    ))}
                </ul>
            ) : null}
        </Notice>
    );
}
