import { RotateCw } from 'lucide-react';
import { ApiError } from '@/api/ApiError';
import { Button } from './Button';
import { Notice } from './Notice';

/** What went wrong, in words for the person, and how to try it again. */
export function Problem({ error, retry, className }: { error: unknown; retry?: () => void; className?: string }) {
    const { message } = ApiError.from(error);
    return (
        <Notice kind="bad" className={className}>
            <p>{message}</p>
            {retry ? (
                <Button size="small" className="mt-3" onClick={retry}>
                    <RotateCw aria-hidden className="size-4" />
                    Try again
                </Button>
            ) : null}
        </Notice>
    );
}
