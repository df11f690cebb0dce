import { HttpAgent, type Message, type ResumeEntry } from '@ag-ui/client';
import { authorizedFetch } from '@/account/authorizedFetch';
import { ApiError } from '@/api/ApiError';
import { offeredTools } from './capabilities';
import { HANDLED } from './Line';

/**
 * Starts a turn by an AG-UI run: what is left out of the history is taken back, other words under a known id are an edit, and
 * a resume answers what was asked. What the turn says comes over the session's line, as every other turn does, so the run's
 * own stream is given up as soon as the turn is stored.
 *
 * @param state how far this page has been shown the thread, as the server has said
 */
export async function startTurn(
    sessionId: string,
    { messages, state, resume }: { messages: Message[]; state: unknown; resume?: ResumeEntry[] },
): Promise<void> {
    const agent = new HttpAgent({
        url: `${window.location.origin}/api/v1/agui`,
        threadId: sessionId,
        initialMessages: messages,
        initialState: state,
        fetch: async (url, init) => {
            const response = await authorizedFetch(new Request(url, init));
            if (!response.ok) {
                throw await ApiError.of(response);
            }
            return response;
        },
    });
    let begun = false;
    let problem: Error | undefined;
    await agent.runAgent(
        { tools: await offeredTools(), ...(resume ? { resume } : {}) },
        {
            onRunStartedEvent: () => {
                begun = true;
                agent.abortRun();
            },
            onRunFailed: ({ error }) => {
                problem = error;
                return HANDLED;
            },
        },
    );
    if (!begun) {
        throw ApiError.from(problem ?? ApiError.unreachable());
    }
}
