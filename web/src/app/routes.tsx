import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { currentLogin } from '@/account/tokens';
import { BrokenPage } from './BrokenPage';
import { LoggedIn, LoggedOut } from './Guarded';
import { HomePage } from './HomePage';
import { NotFoundPage } from './NotFoundPage';

const chat = () => import('@/chat');
const ChatPage = lazy(async () => ({ default: (await chat()).ChatPage }));
const TracksPage = lazy(async () => ({ default: (await import('@/tracks')).TracksPage }));
const TrackPage = lazy(async () => ({ default: (await import('@/tracks')).TrackPage }));
const YourDataPage = lazy(async () => ({ default: (await import('@/account/YourDataPage')).YourDataPage }));
const AuthoringPages = lazy(async () => ({ default: (await import('@/authoring')).AuthoringPages }));

// Whoever is logged in will want it; its code comes while the rest is being set up.
if (currentLogin()) {
    void chat();
    void import('./Shell');
}

/** Every address of the page. */
export const routes: RouteObject[] = [
    {
        ErrorBoundary: BrokenPage,
        children: [
            { path: '/login', element: <LoggedOut page="login" /> },
            { path: '/signup', element: <LoggedOut page="signup" /> },
            {
                element: <LoggedIn />,
                children: [
                    { index: true, element: <HomePage /> },
                    { path: 'chat/:sessionId', element: <ChatPage /> },
                    { path: 'tracks', element: <TracksPage /> },
                    { path: 'tracks/:trackId', element: <TrackPage /> },
                    { path: 'account', element: <YourDataPage /> },
                    { path: 'teach/*', element: <AuthoringPages /> },
                    { path: '*', element: <NotFoundPage /> },
                ],
            },
        ],
    },
];
