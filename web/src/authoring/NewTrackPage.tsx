import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { Card } from '@/ui/Card';
import { ViewHeading } from '@/ui/ViewHeading';
import { BackLink } from './BackLink';
import { useAddTrack } from './queries';
import { TrackDetailsForm } from './TrackDetailsForm';

/** Begins a track; its units come next. */
export function NewTrackPage() {
    const navigate = useNavigate();
    const add = useAddTrack();
    const made = useRef<string>(undefined);
    return (
        <>
            <BackLink to="/teach">All tracks</BackLink>
            <ViewHeading title="New track" />
            <Card className="mt-4">
                <TrackDetailsForm
                    initial={{ title: '', description: '' }}
                    submitWord="Go on to its units"
                    save={async (details) => {
                        made.current = (await add.mutateAsync(details)).track_id;
                    }}
                    onSaved={() => void navigate(`/teach/tracks/${made.current}`)}
                />
            </Card>
        </>
    );
}
