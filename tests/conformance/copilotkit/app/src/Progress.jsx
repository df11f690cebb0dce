import { useAgent } from '@copilotkit/react-core/v2';

/** Where the learner is on their tracks: the AG-UI state that the tutor sends and keeps up to date. */
export function Progress() {
  const { agent } = useAgent({ agentId: 'tutor' });
  return Object.values(agent.state?.tracks ?? {}).map((track) => (
    <span key={track.track_id} data-testid="progress">
      {' '}
      · {track.title}: {track.completed_unit_ids.length} of {track.units_total}
    </span>
  ));
}
