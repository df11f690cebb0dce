import { Button } from '@/ui/Button';
import { ViewHeading } from '@/ui/ViewHeading';

/** The page itself has failed. What was typed and sent is kept, so loading it again is safe. */
export function BrokenPage() {
    return (
        <main className="mx-auto flex max-w-md flex-col items-start gap-4 px-4 py-12">
            <ViewHeading title="The page has run into a problem" />
            <p className="text-quiet">What you wrote is kept. Loading the page again usually helps.</p>
            <Button kind="primary" onClick={() => window.location.reload()}>
                Load again
            </Button>
        </main>
    );
}
