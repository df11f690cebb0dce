package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database itself keeps apart, whatever the code above it does. */
@TutorTest
@DisplayName("The database")
class IsolationTest {

    private static final List<String> LEARNERS_TABLES =
            List.of("chat_sessions", "chat_turns", "chat_messages", "turn_events", "component_interactions");

    @Test
    @DisplayName("shows a request nothing that forgets to become its learner: no table at all")
    void requestConnectionsReadNothing(
            Stack stack, Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("ok");
        Chat.awaitOver(database, Chat.send(client, "hello").turnId());
        var forgetful = JdbcClient.create(stack.application().getBean("requestDataSource", DataSource.class));

        for (var table : LEARNERS_TABLES) {
            assertThatThrownBy(() -> forgetful
                            .sql("select count(*) from public." + table)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> forgetful
                        .sql("select count(*) from auth.users")
                        .query(Long.class)
                        .single())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    @DisplayName("has row level security on every table of ours, and a policy or no grant for learners")
    void everyTableIsGuarded(Database database) {
        assertThat(
                        database.asOwner()
                                .values(
                                        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r','p') and not relrowsecurity"))
                .isEmpty();
        assertThat(
                        database.asOwner()
                                .values(
                                        "select distinct table_name::text from information_schema.role_table_grants where table_schema = 'public' and grantee = 'anon'"))
                .as("a visitor without an account reads nothing")
                .isEmpty();
    }

    @Test
    @DisplayName("shows a learner their own rows only")
    void learnersSeeTheirOwn(
            Learner learner, TutorClient client, ModelScript model, Learners learners, Database database) {
        model.replies("ok");
        var sent = Chat.send(client, "hello");
        Chat.awaitOver(database, sent.turnId());
        var stranger = learners.fresh();

        for (var table : List.of("chat_sessions", "chat_turns", "chat_messages", "turn_events")) {
            assertThat(database.asLearner(learner).count("select 1 from public." + table))
                    .as(table)
                    .isPositive();
            assertThat(database.asLearner(stranger).count("select 1 from public." + table))
                    .as(table)
                    .isZero();
        }
        assertThat(database.asLearner(stranger)
                        .update("update public.chat_sessions set title = 'mine now' where id = ?", sent.sessionId()))
                .isZero();
    }

    @Test
    @DisplayName("lets nobody speak as the tutor, into another's session, or change what was said")
    void learnersCannotForge(
            Learner learner, TutorClient client, ModelScript model, Learners learners, Database database) {
        model.replies("ok");
        var sent = Chat.send(client, "hello");
        Chat.awaitOver(database, sent.turnId());
        var own = database.asLearner(learner);
        var stranger = learners.fresh();

        refused(() -> own.update(
                "insert into public.chat_messages (id, session_id, user_id, turn_id, role, content) values (?, ?, ?, ?, 'assistant', 'forged')",
                UUID.randomUUID(),
                sent.sessionId(),
                learner.id(),
                sent.turnId()));
        refused(() -> own.update("update public.chat_messages set content = 'never said'"));
        refused(() -> own.update("delete from public.chat_messages"));
        refused(() -> own.update("update public.chat_turns set status = 'accepted'"));
        refused(() -> own.update(
                "insert into public.turn_events (turn_id, position, user_id, type, data) values (?, 99, ?, 'completed', '{}')",
                sent.turnId(),
                learner.id()));
        refused(() -> database.asLearner(stranger)
                .update(
                        "insert into public.chat_turns (id, session_id, user_id, run_id) values (?, ?, ?, 'r')",
                        UUID.randomUUID(),
                        sent.sessionId(),
                        learner.id()));
        assertThatThrownBy(() -> database.asLearner(stranger)
                        .update(
                                "insert into public.chat_turns (id, session_id, user_id, run_id) values (?, ?, ?, 'r')",
                                UUID.randomUUID(),
                                sent.sessionId(),
                                stranger.id()))
                .as("own name, another's session: the foreign key refuses")
                .isInstanceOfSatisfying(
                        DatabaseRefusal.class, e -> assertThat(e.sqlState()).isEqualTo("23503"));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable forged) {
        assertThatThrownBy(forged).isInstanceOfSatisfying(DatabaseRefusal.class, e -> assertThat(e.sqlState())
                .isEqualTo("42501"));
    }

    @Test
    @DisplayName("lets teachers write snippets, and learners only read them")
    void snippetsAreTheTeachers(
            Learner learner, @dev.chiron.testkit.WithRole("teacher") Learner teacher, Database database) {
        var insert =
                "insert into public.learning_content_snippets (slug, topic, title, content) values (?, 'T', 'T', 'C')";
        var slug = "s" + UUID.randomUUID().toString().replace("-", "");

        refused(() -> database.asLearner(learner).update(insert, slug));
        assertThat(database.asLearner(teacher).update(insert, slug)).isEqualTo(1);
        assertThat(database.asLearner(learner)
                        .count("select 1 from public.learning_content_snippets where slug = ?", slug))
                .isEqualTo(1);
        assertThat(database.asLearner(learner)
                        .update("delete from public.learning_content_snippets where slug = ?", slug))
                .isZero();
        assertThat(database.asLearner(teacher)
                        .update("delete from public.learning_content_snippets where slug = ?", slug))
                .isEqualTo(1);
    }
}
