export { trackKeys } from './queries';
export { TrackBadge } from './TrackBadge';
export { TrackPage } from './TrackPage';
export { TracksPage } from './TracksPage';
