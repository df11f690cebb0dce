export { ChatPage } from './ChatPage';
export { SessionList } from './SessionList';
export { useSessions } from './useSessions';
