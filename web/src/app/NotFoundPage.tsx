import { ButtonLink } from '@/ui/ButtonLink';
import { ViewHeading } from '@/ui/ViewHeading';

/** Nothing is at this address. */
export function NotFoundPage() {
    return (
        <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-4 py-12">
            <ViewHeading title="There is nothing here" />
            <p className="text-quiet">The address may have been mistyped, or what was here has gone.</p>
            <ButtonLink to="/" kind="primary">
                Go to the chat
            </ButtonLink>
        </div>
    );
}
