import { Navigate } from 'react-router';
import { useSessions } from '@/chat/useSessions';
import { ViewLoading } from './ViewLoading';

/** The way in: the newest conversation, or a new one. */
export function HomePage() {
    const { data, isPending } = useSessions();
    if (isPending) {
        return <ViewLoading />;
    }
    const newest = data?.pages[0]?.sessions[0];
    return <Navigate to={newest ? `/chat/${newest.session_id}` : '/chat/new'} replace />;
}
