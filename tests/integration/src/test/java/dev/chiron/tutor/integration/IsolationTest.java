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
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database itself keeps apart, whatever the code above it does. */
@TutorTest
@DisplayName("The database")
class IsolationTest {

    @Test
    @DisplayName("shows a request nothing that forgets to become its learner: no table at all")
    void requestConnectionsReadNothing(
            Stack stack, Learner learner, TutorClient client, ModelScript model, Database database) {
        model.replies("ok");
        Chat.awaitOver(database, Chat.send(client, "hello").turnId());
        var forgetful = JdbcClient.create(stack.application().getBean("requestDataSource", DataSource.class));

        for (var table : LearnersRows.allTables(database)) {
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
    @DisplayName("has row level security on every table of ours")
    void everyTableIsGuarded(Database database) {
        assertThat(
                        database.asOwner()
                                .values(
                                        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r','p') and not relrowsecurity"))
                .isEmpty();
    }

    @Test
    @DisplayName("shows no learner a row of another's, in any table that has an owner, and lets nobody touch it")
    void learnersSeeTheirOwn(
            Learner learner, TutorClient client, ModelScript model, Learners learners, Database database) {
        model.replies("ok").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var shown = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, shown, Paths.choose(shown, "a"));
        Chat.awaitOver(database, Chat.send(client, "hello").turnId());
        var stranger = database.asLearner(learners.fresh());

        for (var owned : LearnersRows.tables(database)) {
            var theirs = "public." + owned.table() + " where " + owned.column() + " = ?";
            assertThat(database.asOwner().count("select 1 from " + theirs, learner.id()))
                    .as("rows to look for in " + owned)
                    .isPositive();
            assertThat(touched(() -> stranger.count("select 1 from " + theirs, learner.id())))
                    .as("seen of " + owned)
                    .isZero();
            assertThat(touched(() -> stranger.update("delete from " + theirs, learner.id())))
                    .as("deleted of " + owned)
                    .isZero();
            for (var column : columns(database, owned.table())) {
                assertThat(touched(() -> stranger.update(
                                "update public.%s set \"%s\" = default where %s = ?"
                                        .formatted(owned.table(), column, owned.column()),
                                learner.id())))
                        .as("changed of " + owned + ": " + column)
                        .isZero();
            }
        }
    }

    private static List<String> columns(Database database, String table) {
        return database
                .asOwner()
                .values(
                        "select attname::text from pg_attribute where attrelid = ('public.' || ?)::regclass"
                                + " and attnum > 0 and not attisdropped and attgenerated = ''",
                        table)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** How many rows; none when the privilege is missing. */
    private static int touched(IntSupplier statement) {
        try {
            return statement.getAsInt();
        } catch (DatabaseRefusal e) {
            assertThat(e.sqlState()).as(String.valueOf(e.getMessage())).isEqualTo("42501");
            return 0;
        }
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
