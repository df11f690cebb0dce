import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAccount } from '@/account/useAccount';
import { ApiError } from '@/api/ApiError';
import { Button } from '@/ui/Button';
import { ButtonLink } from '@/ui/ButtonLink';
import { Loading } from '@/ui/Loading';
import { Notice } from '@/ui/Notice';
import { Problem } from '@/ui/Problem';
import { Skeleton } from '@/ui/Skeleton';
import { ViewHeading } from '@/ui/ViewHeading';
import { AwayNotice } from './AwayNotice';
import { Composer } from './Composer';
import type { ConversationView } from './Conversation';
import { keepDraft } from './drafts';
import { LastExchange } from './LastExchange';
import { MessageList } from './MessageList';
import type { RowActions } from './MessageRow';
import { OfflineHint } from './OfflineHint';
import { OlderMessages } from './OlderMessages';
import { QuestionCard } from './QuestionCard';
import type { Row } from './rows';
import { Thinking } from './Thinking';
import { TrackStrip } from './TrackStrip';
import { useConversation } from './useConversation';
import { useNewChat } from './useNewChat';
import { useSessionTitle } from './useSessions';
import { useStickToEnd } from './useStickToEnd';
import { Welcome } from './Welcome';

const NEW = 'new';

/** The conversation with the tutor; a new one until something has been said in it. */
export function ChatPage() {
    const { user } = useAccount();
    const { sessionId = NEW } = useParams();
    return user ? <Chat userId={user.id} name={sessionId} /> : null;
}

function Chat({ userId, name }: { userId: string; name: string }) {
    const navigate = useNavigate();
    const isNew = name === NEW;
    const followed = useConversation(userId, isNew ? undefined : name);
    const onSession = useCallback((id: string) => void navigate(`/chat/${id}`, { replace: true }), [navigate]);
    const newChat = useNewChat(userId, isNew, onSession);
    const view = followed?.view;
    const conversation = followed?.conversation;
    const title = useSessionTitle(isNew ? undefined : name);

    const rows: readonly Row[] = view ? view.rows : newChat.rows;
    const showsWelcome = isNew && rows.length === 0;

    const field = useRef<HTMLTextAreaElement>(null);
    const scroller = useRef<HTMLDivElement>(null);
    const content = useRef<HTMLDivElement>(null);
    const { atEnd, toEnd } = useStickToEnd(scroller, content, showsWelcome ? undefined : name, view?.newReply);
    const [draftsTaken, setDraftsTaken] = useState(0);
    const [stopProblem, setStopProblem] = useState<ApiError>();

    // Who begins a new conversation with a keyboard at hand wants to type; a touch screen would cover the page.
    useEffect(() => {
        if (isNew && window.matchMedia('(pointer: fine)').matches) {
            field.current?.focus();
        }
    }, [isNew]);

    const { say: sayFirst, sayAgain: sayFirstAgain, takeBack: takeFirstBack } = newChat;
    const say = (text: string) => {
        (conversation?.say ?? sayFirst)(text);
        toEnd();
    };
    const sayAgain = conversation?.sayAgain ?? sayFirstAgain;
    const takeBack = conversation?.takeBack ?? takeFirstBack;
    const actions = useMemo<RowActions>(
        () => ({
            sayAgain,
            // Nothing that was typed is lost: its words are the draft again.
            takeBack: (id) => {
                keepDraft(userId, name, takeBack(id));
                setDraftsTaken((count) => count + 1);
            },
            answer: (id, reply) => void conversation?.answer(id, reply),
        }),
        [sayAgain, takeBack, conversation, userId, name],
    );

    const track = view?.tracks.find((each) => each.session_id === name && each.left_at === undefined);
    const stop = () => {
        setStopProblem(undefined);
        conversation?.stop().catch((thrown: unknown) => setStopProblem(ApiError.from(thrown)));
    };

    if (view?.ended && view.ended.status !== 401) {
        return <Gone error={view.ended} />;
    }
    return (
        <section aria-label="Conversation" className="relative flex h-full min-h-0 flex-col">
            {track ? <TrackStrip track={track} /> : null}
            <div className="relative min-h-0 flex-1">
                {view?.line === 'away' ? <AwayNotice /> : null}
                {/* Whoever has no mouse scrolls it by its keys. */}
                <div
                    ref={scroller}
                    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                    tabIndex={0}
                    role="region"
                    aria-label="Messages"
                    className="h-full overflow-x-hidden overflow-y-auto overscroll-contain outline-offset-[-2px]"
                >
                    <div
                        ref={content}
                        className="mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-4 sm:px-6 sm:py-6"
                    >
                        {showsWelcome ? (
                            <Welcome say={say} />
                        ) : (
                            <div className="sr-only">
                                <ViewHeading key={name} title={title ?? 'Chat'} takesFocus={!isNew} />
                                <h2>Messages</h2>
                            </div>
                        )}
                        {view && !view.ready && rows.length === 0 ? <Placeholder /> : null}
                        {view && conversation && view.ready ? (
                            <OlderMessages before={view.before} load={conversation.loadOlder} scroller={scroller} />
                        ) : null}
                        {view && view.older.length > 0 ? <MessageList rows={view.older} actions={actions} /> : null}
                        <MessageList key={userId} rows={rows} actions={actions} />
                        {view?.thinking || newChat.rows.some((each) => each.status === 'sending') ? <Thinking /> : null}
                        {view && conversation && view.questions.length === 0 && view.lastSaid ? (
                            <LastExchange
                                key={view.lastSaid.id}
                                said={view.lastSaid}
                                answered={!view.unanswered}
                                reason={view.unanswered?.reason}
                                askAgain={conversation.askAgain}
                            />
                        ) : null}
                        {conversation && view
                            ? view.questions.map((question) => (
                                  <QuestionCard
                                      key={question.id}
                                      question={question}
                                      problem={view.questionProblem}
                                      decide={conversation.decide}
                                  />
                              ))
                            : null}
                        {stopProblem ? <Problem error={stopProblem} retry={stop} /> : null}
                        {view?.ready && rows.length === 0 && !view.running ? (
                            <Notice>Nothing has been said here yet. Ask the tutor anything.</Notice>
                        ) : null}
                    </div>
                </div>
                {atEnd || showsWelcome ? null : (
                    <Button
                        size="small"
                        onClick={toEnd}
                        className="absolute bottom-3 left-1/2 min-h-11 -translate-x-1/2 rounded-full shadow-card"
                    >
                        <ArrowDown aria-hidden className="size-4" />
                        More below
                    </Button>
                )}
            </div>
            <div className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-6">
                <Composer
                    key={draftsTaken}
                    userId={userId}
                    conversation={name}
                    say={say}
                    stop={view?.running && view.ready ? stop : undefined}
                    field={field}
                />
                <OfflineHint />
            </div>
            {view ? <Spoken view={view} /> : null}
        </section>
    );
}

/** Says to a screen reader that the tutor writes, and then what was written; not word by word. */
function Spoken({ view }: { view: ConversationView }) {
    const busy = view.running || view.thinking;
    const [spoken, setSpoken] = useState({ busy, words: '' });
    if (spoken.busy !== busy) {
        setSpoken({ busy, words: busy ? 'The tutor is writing.' : lastWords(view.rows) });
    }
    return (
        <p role="status" className="sr-only" data-spoken>
            {spoken.words}
        </p>
    );
}

function lastWords(rows: readonly Row[]): string {
    const last = rows.findLast((row) => row.kind === 'reply');
    const asks = rows.at(-1)?.kind === 'component' ? ' There is something for you to answer or to look at.' : '';
    return last?.kind === 'reply' ? `The tutor said: ${last.text.replace(/[*_`#>]+/g, '')}${asks}` : asks;
}

function Placeholder() {
    return (
        <Loading what="the conversation" className="flex flex-col gap-5">
            <Skeleton className="ms-auto h-11 w-2/3" />
            <Skeleton className="h-28" />
            <Skeleton className="ms-auto h-11 w-1/2" />
            <Skeleton className="h-40" />
        </Loading>
    );
}

function Gone({ error }: { error: ApiError }) {
    const gone = error.status === 404 || error.status === 400;
    return (
        <div className="mx-auto flex max-w-md flex-col items-start gap-4 px-4 py-12">
            <ViewHeading title={gone ? 'No such conversation' : 'The conversation cannot be shown'} />
            <p className="text-quiet">
                {gone ? 'It does not exist, or it belongs to another account.' : error.message}
            </p>
            <ButtonLink to="/chat/new" kind="primary">
                Begin a new chat
            </ButtonLink>
        </div>
    );
}
