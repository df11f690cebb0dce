package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.AgUiClient;
import dev.chiron.testkit.AgUiRequest;
import dev.chiron.testkit.AgUiRun;
import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Barrier;
import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.Workflows;
import dev.chiron.tutor.account.dispatch.DeletionDispatcher;
import dev.chiron.tutor.platform.LearnerId;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A learner ends their account, in the middle of everything: nothing of them is left anywhere, and nobody else notices. */
@TutorTest
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@DisplayName("An account that is deleted")
class DeletionTest {

    private static final String ME = Accounts.ME;

    /** A real server removes an execution when its own queues have come to it, which takes it half a minute. */
    private static final Duration REMOVAL = Duration.ofMinutes(2);

    /** What the model never comes to say. */
    private static final String NEVER = " and the rest of it";

    /** The learner with a token from a login of this moment: as good as a password where there is none. */
    static TutorClient justSignedIn(Learners learners, TutorClient client, Learner learner) {
        return client.withToken(learners.tokenWithClaims(
                learner,
                Map.of(
                        "amr",
                        List.of(Map.of(
                                "method", "otp", "timestamp", Instant.now().getEpochSecond())))));
    }

    static void delete(Learners learners, TutorClient client, Learner learner) {
        var answer = justSignedIn(learners, client, learner).delete(ME);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    /** The ids of all workflows that have run for a learner. */
    static List<String> workflowsOf(Database database, Learner learner) {
        var ids = new ArrayList<String>();
        database.asOwner()
                .values("select 'chat-session:' || id from public.chat_sessions where user_id = ?", learner.id())
                .forEach(each -> ids.add(String.valueOf(each)));
        database.asOwner()
                .values(
                        "select 'learning-path:' || user_id || ':' || track_id from public.user_progress where user_id = ?",
                        learner.id())
                .forEach(each -> ids.add(String.valueOf(each)));
        return ids;
    }

    /** All runs that Temporal knows of these workflows. */
    static List<WorkflowExecution> runs(Stack stack, List<String> workflowIds) {
        var found = new ArrayList<WorkflowExecution>();
        // A development server lets workflows be listed ten times a second, by all of a suite.
        Await.until(() -> {
            found.clear();
            return found.addAll(list(stack, workflowIds)) || found.isEmpty();
        });
        return found;
    }

    private static List<WorkflowExecution> list(Stack stack, List<String> workflowIds) {
        var temporal = stack.application().getBean(WorkflowClient.class);
        return temporal
                .getWorkflowServiceStubs()
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(temporal.getOptions().getNamespace())
                        .setQuery(workflowIds.stream()
                                .map(id -> "'" + id + "'")
                                .collect(Collectors.joining(",", "WorkflowId in (", ")")))
                        .build())
                .getExecutionsList()
                .stream()
                .map(each -> each.getExecution())
                .toList();
    }

    /** Waits until not even the note is left that there was such an account. */
    static void awaitGone(Database database, Learner learner) {
        Await.until(
                REMOVAL,
                () -> database.asOwner()
                                        .count(
                                                "select 1 from public.account_deletions where account_id = ?",
                                                learner.id())
                                == 0
                        && database.asOwner().count("select 1 from auth.users where id = ?", learner.id()) == 0);
    }

    /** Where one of these words still stands, in any column of any table of ours or of the accounts'. */
    private static List<String> tablesThatSay(Database database, List<String> words) {
        var found = new ArrayList<String>();
        for (var table : database.asOwner()
                .values(
                        "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n"
                                + " on n.oid = c.relnamespace where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p')")) {
            for (var word : words) {
                if (database.asOwner().count("select 1 from " + table + " t where strpos(t::text, ?) > 0", word) > 0) {
                    found.add(table + ": " + word);
                }
            }
        }
        return found;
    }

    /** On a track, with one question answered and the next one open, so that the path waits for them. */
    private static UUID learns(Learners learners, TutorClient client, Database database, Learner learner) {
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, asked, Paths.right(database, asked));
        Paths.awaitShown(database, learner, track);
        return track;
    }

    @Test
    @DisplayName("leaves no row, no workflow and no history, ends what is being read of it, and frees its email")
    void leavesNothing(
            Learner learner,
            Learner other,
            Learners learners,
            TutorClient client,
            AgUiClient agent,
            ModelScript model,
            ScriptedModel models,
            Database database,
            Workflows workflows,
            Stack stack) {
        models.forUser(other.id().toString()).replies("Well said.").always();
        var othersTrack = learns(learners, client.as(other), database, other);
        var others = LearnersRows.of(database, other);
        model.replies("Well said.").always();
        learns(learners, client, database, learner);
        var sent = Chat.send(client, "My secret garden");
        Chat.awaitOver(database, sent.turnId());
        var followed = agent.get(Chat.SESSIONS + "/" + sent.sessionId() + "/events");
        followed.awaitEvent("RUN_FINISHED");
        var never = Barrier.closed();
        model.startsOver().repliesAround("Once upon a time", never, NEVER);
        var told = agent.start(AgUiRequest.onNewThread().says("Tell me a fairytale"));
        told.awaitText("Once upon a time");
        var ids = workflowsOf(database, learner);
        assertThat(ids).hasSizeGreaterThanOrEqualTo(4).allMatch(workflows::isRunning);
        assertThat(runs(stack, ids)).as("a run for each step of the path").hasSizeGreaterThan(ids.size());
        historiesSayNothing(stack, ids, List.of("garden", "fairytale", "Once upon", "Well said", learner.email()));

        delete(learners, client, learner);

        tokenIsRefused(client, agent, learners, learner);
        followed.awaitEnd();
        told.awaitEnd();
        assertThat(told.types()).last().isEqualTo("RUN_ERROR");
        awaitGone(database, learner);
        assertThat(ids).allSatisfy(id -> {
            assertThat(workflows.status(id)).as(id).isEqualTo("NONE");
            assertThat(workflows.history(id)).as(id).isEmpty();
        });
        assertThat(runs(stack, ids)).isEmpty();
        never.open();
        assertThat(tablesThatSay(
                        database,
                        List.of(
                                learner.id().toString(),
                                learner.email(),
                                sent.sessionId().toString(),
                                "My secret garden")))
                .isEmpty();
        assertThat(LearnersRows.of(database, other)).isEqualTo(others);
        assertThat(workflows.isRunning(Paths.workflowId(other, othersTrack))).isTrue();
        assertThat(Accounts.signUp(client, learner.email()).id()).isNotEqualTo(learner.id());
    }

    /** Also an outsider who reads the histories of a learner who is still there finds none of their words. */
    private static void historiesSayNothing(Stack stack, List<String> ids, List<String> words) {
        var temporal = stack.application().getBean(WorkflowClient.class);
        for (var run : runs(stack, ids)) {
            var history = temporal.fetchHistory(run.getWorkflowId(), run.getRunId())
                    .getHistory()
                    .toString();
            assertThat(history).contains("WORKFLOW_EXECUTION_STARTED").doesNotContain(words);
            assertThat(temporal.newUntypedWorkflowStub(run.getWorkflowId())
                            .describe()
                            .toString())
                    .doesNotContain(words);
        }
    }

    private static void tokenIsRefused(TutorClient client, AgUiClient agent, Learners learners, Learner learner) {
        for (var answer : List.of(
                client.get(Chat.SESSIONS),
                client.post(Chat.MESSAGES, Chat.message(null, "Still there?", null)),
                client.get(ExportTest.EXPORT),
                justSignedIn(learners, client, learner).delete(ME))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
            assertThat(answer.string("error_code")).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
        }
        AgUiRun run = agent.start(AgUiRequest.onNewThread().says("Still there?"));
        assertThat(run.status()).isEqualTo(401);
    }

    @Test
    @DisplayName("goes only with its password, and takes every login with it")
    void wantsItsPassword(TutorClient client, Database database) {
        var account = Accounts.signUp(client);
        var own = client.withToken(account.token());

        var without = own.delete(ME);
        assertThat(without.status()).as(without.toString()).isEqualTo(400);
        assertThat(without.at("details").path(0).path("field").asString()).isEqualTo("password");
        var wrong = own.delete(ME, Map.of("password", "a guess or two"));
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(403);
        assertThat(wrong.string("error_code")).isEqualTo("wrong_password");
        assertThat(own.get(Chat.SESSIONS).status()).isEqualTo(200);

        var right = own.delete(ME, Map.of("password", Accounts.PASSWORD));

        assertThat(right.status()).as(right.toString()).isEqualTo(202);
        assertThat(Accounts.login(client, account.email()).status()).isEqualTo(401);
        assertThat(client.anonymous()
                        .post(Accounts.REFRESH, Map.of("refresh_token", account.refreshToken()))
                        .status())
                .isEqualTo(401);
        Await.until(() -> tablesThatSay(database, List.of(account.email())).isEmpty());
        var again = Accounts.signUp(client, account.email());
        assertThat(again.id()).isNotEqualTo(account.id());
        assertThat(client.withToken(again.token())
                        .get(Chat.SESSIONS)
                        .at("sessions")
                        .isEmpty())
                .isTrue();
        assertThat(own.get(Chat.SESSIONS).status())
                .as("the old token opens nothing of the new account")
                .isEqualTo(401);
    }

    @Test
    @DisplayName("without a password goes only soon after a login: a token that was found somewhere is not enough")
    void wantsARecentLogin(Learner learner, Learners learners, TutorClient client) {
        var longAgo = Instant.now().minusSeconds(3600).getEpochSecond();
        for (var token : List.of(
                learner.token(),
                learners.tokenWithClaims(learner, Map.of("amr", List.of("pwd"))),
                learners.tokenWithClaims(
                        learner, Map.of("amr", List.of(Map.of("method", "otp", "timestamp", longAgo)))))) {
            var answer = client.withToken(token).delete(ME);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.string("error_code")).isEqualTo("recent_login_required");
        }
        assertThat(client.get(Chat.SESSIONS).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("by somebody else, in the database, has its workflows ended and forgotten all the same")
    void goesFromOutside(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows,
            Stack stack) {
        model.replies("Well said.").always();
        learns(learners, client, database, learner);
        var ids = workflowsOf(database, learner);
        assertThat(ids).allMatch(workflows::isRunning);

        learners.remove(learner);

        assertThat(client.post(Chat.MESSAGES, Chat.message(null, "Still there?", null))
                        .status())
                .isEqualTo(401);
        awaitGone(database, learner);
        assertThat(ids).allSatisfy(id -> assertThat(workflows.status(id)).isEqualTo("NONE"));
        assertThat(runs(stack, ids)).isEmpty();
    }

    @Test
    @DisplayName("is not brought back by a node that comes late with a turn of it")
    void doesNotComeBack(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows,
            Stack stack) {
        model.replies("Well said.").always();
        var sent = Chat.send(client, "A last word");
        Chat.awaitOver(database, sent.turnId());
        var temporal = stack.application().getBean(WorkflowClient.class);
        delete(learners, client, learner);
        Await.until(() -> database.asOwner().count("select 1 from auth.users where id = ?", learner.id()) == 0);

        // As the dispatcher of a node does that had taken the row before it was deleted.
        var late = temporal.newUntypedWorkflowStub(
                "ChatSessionWorkflow",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(sent.workflowId())
                        .setTaskQueue("nobody-works-here")
                        .setMemo(Map.of("user_id", learner.id().toString()))
                        .build());
        var unused = late.start(Map.of("session_id", sent.sessionId()));

        awaitGone(database, learner);
        assertThat(workflows.status(sent.workflowId())).isEqualTo("NONE");
        assertThat(runs(stack, List.of(sent.workflowId()))).isEmpty();
    }

    @Test
    @DisplayName("goes once, however many nodes are at it at the same time")
    void goesOnce(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows,
            Stack stack)
            throws InterruptedException {
        model.replies("Well said.").always();
        learns(learners, client, database, learner);
        var ids = workflowsOf(database, learner);
        var dispatcher = stack.application().getBean(DeletionDispatcher.class);
        var own = justSignedIn(learners, client, learner);

        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var deeds = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 8; i++) {
                deeds.add(() -> own.delete(ME).status());
                deeds.add(() -> {
                    dispatcher.begin(new LearnerId(learner.id()));
                    return 202;
                });
            }
            assertThat(nodes.invokeAll(deeds))
                    .allSatisfy(each -> assertThat(each.get()).isIn(202, 401));
        }

        awaitGone(database, learner);
        assertThat(ids).allSatisfy(id -> assertThat(workflows.status(id)).isEqualTo("NONE"));
    }

    @Test
    @DisplayName("goes on from where a process that died has left it")
    void goesOn(
            Learner learner,
            Learners learners,
            TutorClient client,
            ModelScript model,
            Database database,
            Workflows workflows) {
        model.replies("Well said.").always();
        learns(learners, client, database, learner);
        var ids = workflowsOf(database, learner);

        // All that the request has committed; what comes after its answer has not begun.
        database.asService().rows("select public.request_account_deletion(?)", learner.id());
        assertThat(client.get(Chat.SESSIONS).status()).isEqualTo(401);
        assertThat(database.asOwner().count("select 1 from public.chat_sessions where user_id = ?", learner.id()))
                .isPositive();
        database.asService()
                .update("update public.account_deletions set next_step_at = now() where account_id = ?", learner.id());

        awaitGone(database, learner);
        assertThat(ids).isNotEmpty().allSatisfy(id -> assertThat(workflows.status(id))
                .isEqualTo("NONE"));
    }

    @Test
    @DisplayName("answers 401 to who was just writing when it went, and keeps nothing of that")
    void refusesWhoWasWriting(Learner learner, TutorClient client, ModelScript model, Database database)
            throws InterruptedException, ExecutionException {
        model.replies("Hello.");
        var sent = Chat.send(client, "Hello");
        Chat.awaitOver(database, sent.turnId());
        var owner = database.asOwner();
        var deletion = "%" + learner.id() + "%";

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> going;
            Future<Answer> writing;
            // The deletion has the account's row and waits for a session's; who opens another session waits for the
            // account's.
            try (var _ = owner.hold("select id from public.chat_sessions where id = ? for update", sent.sessionId())) {
                going = people.submit(() -> owner.update("delete from auth.users where id = '" + learner.id() + "'"));
                Await.until(() -> owner.count(
                                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like ?",
                                deletion)
                        == 1);
                writing = people.submit(
                        () -> client.post(Chat.MESSAGES, Chat.message(null, "What I had still to say", null)));
                Await.until(() -> owner.count(
                                "select 1 from pg_stat_activity waiting, unnest(pg_blocking_pids(waiting.pid)) blocker"
                                        + " join pg_stat_activity going on going.pid = blocker where going.query like ?",
                                deletion)
                        == 1);
            }
            assertThat(going.get()).isEqualTo(1);
            assertThat(writing.get().status()).as(writing.get().toString()).isEqualTo(401);
        }
        assertThat(tablesThatSay(database, List.of("What I had still to say"))).isEmpty();
    }
}
