import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { useAccount } from '@/account/useAccount';
import { ApiError } from '@/api/ApiError';
import { routes } from './routes';

const RETRIES = 2;

function newQueries(): QueryClient {
    return new QueryClient({
        defaultOptions: {
            queries: {
                retry: (failures, error) => failures < RETRIES && ApiError.from(error).passing,
                staleTime: 30_000,
            },
        },
    });
}

/** The page. */
export function App() {
    const { user } = useAccount();
    const [router] = useState(() => createBrowserRouter(routes));
    const [person, setPerson] = useState(user?.id);
    const [queries, setQueries] = useState(newQueries);
    // Whatever was asked for one person is not shown to another.
    if (person !== user?.id) {
        setPerson(user?.id);
        setQueries(newQueries());
    }
    // Where one person was is no place for another one.
    const last = useRef(user?.id);
    useEffect(() => {
        if (user && last.current !== undefined && last.current !== user.id) {
            void router.navigate('/', { replace: true });
        }
        last.current = user?.id ?? last.current;
    }, [user, router]);
    return (
        <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
        </QueryClientProvider>
    );
}
