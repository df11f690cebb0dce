import { ButtonLink } from '@/ui/ButtonLink';
import { ViewHeading } from '@/ui/ViewHeading';

/** Shown for an address at which there is nothing to write. */
export function NotThere() {
    return (
        <>
            <ViewHeading title="There is nothing here" />
            <p className="mt-2 text-quiet">It may have been removed, or the address is not complete.</p>
            <ButtonLink className="mt-4" to="/teach">
                Back to your tracks
            </ButtonLink>
        </>
    );
}
