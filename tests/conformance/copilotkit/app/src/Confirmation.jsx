import { useInterrupt } from '@copilotkit/react-core/v2';

/** What the tutor does only after a confirmation, such as leaving a track, arrives as an interrupt of the run. */
export function Confirmations() {
  useInterrupt({
    agentId: 'tutor',
    enabled: ({ value }) => value.reason === 'confirmation',
    render: ({ interrupt, resolve, cancel }) => (
      <div className="asked" data-testid="confirmation" data-status="executing">
        <p>{interrupt.message}</p>
        <button onClick={() => resolve({ confirmed: true })}>Yes</button>
        <button onClick={() => cancel()}>No</button>
      </div>
    ),
  });
  return null;
}
