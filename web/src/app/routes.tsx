import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { ChatPage } from '@/chat';
import { BrokenPage } from './BrokenPage';
import { LoggedIn, LoggedOut } from './Guarded';
import { HomePage } from './HomePage';
import { NotFoundPage } from './NotFoundPage';

const TracksPage = lazy(async () => ({ default: (await import('@/tracks')).TracksPage }));
const TrackPage = lazy(async () => ({ default: (await import('@/tracks')).TrackPage }));
const AuthoringPages = lazy(async () => ({ default: (await import('@/authoring')).AuthoringPages }));

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
                    { path: 'teach/*', element: <AuthoringPages /> },
                    { path: '*', element: <NotFoundPage /> },
                ],
            },
        ],
    },
];
