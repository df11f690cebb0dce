import { Route, Routes } from 'react-router';
import { useAccount } from '@/account/useAccount';
import { AuthoredTracksPage } from './AuthoredTracksPage';
import { EditUnitPage } from './EditUnitPage';
import { NewTrackPage } from './NewTrackPage';
import { NewUnitPage } from './NewUnitPage';
import { NotThere } from './NotThere';
import { TeachersOnly } from './TeachersOnly';
import { TrackEditorPage } from './TrackEditorPage';

/** Where teachers write tracks: everything under `/teach`. The server decides who is one; this only says it kindly. */
export function AuthoringPages() {
    const { user } = useAccount();
    if (user?.role !== 'teacher') {
        return <TeachersOnly />;
    }
    return (
        <div className="mx-auto w-full max-w-3xl px-4 py-6 sm:px-6 sm:py-8">
            <Routes>
                <Route index element={<AuthoredTracksPage />} />
                <Route path="tracks/new" element={<NewTrackPage />} />
                <Route path="tracks/:trackId" element={<TrackEditorPage />} />
                <Route path="tracks/:trackId/units/new" element={<NewUnitPage />} />
                <Route path="tracks/:trackId/units/:unitId" element={<EditUnitPage />} />
                <Route path="*" element={<NotThere />} />
            </Routes>
        </div>
    );
}
