import { ButtonLink } from '@/ui/ButtonLink';
import { ViewHeading } from '@/ui/ViewHeading';

/** What somebody sees here who is no teacher. */
export function TeachersOnly() {
    return (
        <div className="mx-auto w-full max-w-2xl px-4 py-6 sm:px-6 sm:py-8">
            <ViewHeading title="This part is for teachers" />
            <p className="mt-2 text-quiet">
                Teachers write the tracks here. If you are one, ask whoever runs this tutor to give your account that
                role, then log out and in again.
            </p>
            <ButtonLink className="mt-5" kind="primary" to="/tracks">
                Look at the tracks
            </ButtonLink>
        </div>
    );
}
