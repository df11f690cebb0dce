import { CopilotKitProvider } from '@copilotkit/react-core/v2';
import { useState } from 'react';
import { Chat } from './Chat.jsx';
import { Confirmations } from './Confirmation.jsx';
import { DIAGRAM, DiagramTool } from './Diagram.jsx';
import { LastRun } from './LastRun.jsx';
import { LessonComponents } from './LessonComponents.jsx';
import { PageTools } from './PageTools.jsx';
import { Progress } from './Progress.jsx';
import { SignIn } from './SignIn.jsx';

const address = new URLSearchParams(location.search);
const thread = address.get('thread');
const runtime = address.get('runtime') ?? '/api/copilotkit';

// One array for all renders, as CopilotKit asks for.
const ACTIVITIES = [DIAGRAM];

/** The chat of one thread, which is named in the page's address: `?thread=…`. */
export function App() {
  const [token, setToken] = useState(sessionStorage.getItem('token'));
  const [settings, setSettings] = useState({ theme: 'light', font: 'normal' });

  if (!token) {
    return (
      <SignIn
        onToken={(given) => {
          sessionStorage.setItem('token', given);
          setToken(given);
        }}
      />
    );
  }
  return (
    <CopilotKitProvider
      runtimeUrl={runtime}
      headers={{ Authorization: `Bearer ${token}` }}
      renderActivityMessages={ACTIVITIES}
      showDevConsole={false}
      onError={({ error, code }) => console.error(`CopilotKit ${code}: ${error.message}`)}
    >
      <PageTools onChange={(change) => setSettings((before) => ({ ...before, ...change }))} />
      <LessonComponents />
      <DiagramTool />
      <Confirmations />
      <main data-theme={settings.theme} data-font={settings.font}>
        <header>
          Chiron in CopilotKit
          <Progress />
          <LastRun />
        </header>
        <section>
          <Chat thread={thread} />
        </section>
      </main>
    </CopilotKitProvider>
  );
}
