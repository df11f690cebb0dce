import { useQuery } from '@tanstack/react-query';
import { capabilities } from './capabilities';

/** Says plainly when it is not a language model that answers. */
export function OfflineHint() {
    const { data } = useQuery({ queryKey: ['capabilities'], queryFn: capabilities, staleTime: Infinity });
    return (
        <p className="min-h-4 px-2 pt-1.5 text-center text-xs text-quiet">
            {data?.model?.offline
                ? 'Offline tutor: it answers from a small library of lessons, without a language model.'
                : data
                  ? 'The tutor can be wrong. Check what matters.'
                  : null}
        </p>
    );
}
