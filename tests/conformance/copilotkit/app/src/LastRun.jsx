import { useAgent } from '@copilotkit/react-core/v2';
import { useEffect, useState } from 'react';

/** For the proof alone: names the run whose end the page has seen and shown last. */
export function LastRun() {
  const { agent } = useAgent({ agentId: 'tutor' });
  const [run, setRun] = useState();
  useEffect(() => {
    const subscription = agent.subscribe({ onRunFinalized: ({ input }) => setRun(input.runId) });
    return () => subscription.unsubscribe();
  }, [agent]);
  return <span hidden data-testid="last-run" data-run={run} />;
}
