import { CopilotChat, useAgent, useCopilotKit } from '@copilotkit/react-core/v2';

/** CopilotKit's chat, with its button that asks for another reply. */
export function Chat({ thread }) {
  const { copilotkit } = useCopilotKit();
  const { agent } = useAgent({ agentId: 'tutor' });

  /** The history is cut back to the question; the tutor takes that as the wish for another answer to it. */
  async function onRegenerate(message) {
    const reply = agent.messages.findIndex(({ id }) => id === message.id);
    const question = agent.messages.slice(0, reply).findLastIndex(({ role }) => role === 'user');
    agent.setMessages(agent.messages.slice(0, question + 1));
    await copilotkit.runAgent({ agent });
  }

  return <CopilotChat agentId="tutor" threadId={thread} messageView={{ assistantMessage: { onRegenerate } }} />;
}
