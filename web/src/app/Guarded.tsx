import { lazy, Suspense } from 'react';
import { Navigate, useLocation } from 'react-router';
import { z } from 'zod';
import { keep, kept } from '@/account/storage';
import { useAccount } from '@/account/useAccount';
import { LogInPage } from '@/account/LogInPage';
import { SignUpPage } from '@/account/SignUpPage';
import { ViewLoading } from './ViewLoading';

const Shell = lazy(async () => ({ default: (await import('./Shell')).Shell }));

const BEEN_HERE = 'chiron.been-here';
const From = z.object({ from: z.string().startsWith('/') });

/** The views of whoever is logged in; others are led to the account first, and back here afterwards. */
export function LoggedIn() {
    const { user } = useAccount();
    const { pathname } = useLocation();
    if (!user) {
        return <Navigate to={kept(BEEN_HERE) ? '/login' : '/signup'} state={{ from: pathname }} replace />;
    }
    // Another person is another page: nothing of the one before is left in it.
    return (
        <Suspense fallback={<ViewLoading />}>
            <Shell key={user.id} />
        </Suspense>
    );
}

/** Logging in, and signing up; whoever is logged in already goes on to where they wanted. */
export function LoggedOut({ page }: { page: 'login' | 'signup' }) {
    const { user } = useAccount();
    const { state } = useLocation();
    if (user) {
        keep(BEEN_HERE, 'yes');
        const wanted = From.safeParse(state);
        return <Navigate to={wanted.success ? wanted.data.from : '/'} replace />;
    }
    return page === 'login' ? <LogInPage /> : <SignUpPage />;
}
