package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.ModelScript;
import dev.chiron.testkit.ScriptedModel;
import dev.chiron.testkit.TutorClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A learner takes with them what is held of them: all of it, and nothing that is somebody else's. */
@TutorTest
@DisplayName("An export")
class ExportTest {

    static final String EXPORT = "/api/v1/users/me/export";

    /** Tables with an owner that the export says nothing of, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "turn_events", "passing: what was streamed stands in messages, and this is removed 10 min after its turn");

    /** Columns that it says nothing of, and why. */
    private static final Map<String, String> COLUMNS_LEFT_OUT =
            Map.of("chat_turns.task", "what the server is about to say: once said, it stands in a message");

    /** Marks of what opens an account, and of what tells an answer. */
    private static final Pattern SECRETS =
            Pattern.compile("\\$2[aby]\\$|refresh_token|encrypted_password|recovery_token|confirmation_token"
                    + "|correct_option_id|option_feedback|target_value|\"hints\"|answer_key");

    private static JsonNode export(TutorClient client) {
        var answer = client.get(EXPORT);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /** Somebody on a track: one question answered, one open, and a few words with the tutor. */
    private static Chat.Sent learns(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        model.replies("Well said.").always();
        var track = Authoring.trackOfQuestions(client.as(learners.teacher()));
        Paths.start(client, track);
        var asked = Paths.awaitShown(database, learner, track);
        Paths.answerAndAwait(client, database, asked, Paths.right(database, asked));
        Paths.awaitShown(database, learner, track);
        var sent = Chat.send(client, "A word of mine, with \"quotes\" and \u00fcml\u00e4uts");
        Chat.awaitOver(database, sent.turnId());
        return sent;
    }

    @Test
    @DisplayName("is one file that holds every row and every column of theirs, by the catalog")
    void holdsAll(Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var sent = learns(learner, learners, client, model, database);

        var answer = client.get(EXPORT);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition").orElseThrow())
                .matches("attachment; filename=\"chiron-export-\\d{8}-\\d{6}\\.json\"");
        assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
        var document = answer.body();
        for (var owned : ownedTables(database)) {
            var rows = document.path(owned.table());
            if (LEFT_OUT.containsKey(owned.table())) {
                assertThat(rows.isMissingNode())
                        .as("%s is left out on purpose", owned)
                        .isTrue();
                continue;
            }
            assertThat(rows.isArray()).as("the export says nothing of " + owned).isTrue();
            assertThat(rows.size())
                    .as("rows of " + owned)
                    .isEqualTo(database.asOwner()
                            .count(
                                    "select 1 from public.%s where %s = ?".formatted(owned.table(), owned.column()),
                                    learner.id()));
            if (!rows.isEmpty()) {
                assertThat(rows.path(0).propertyNames())
                        .as("columns of " + owned)
                        .containsExactlyInAnyOrderElementsOf(columns(database, owned.table()));
            }
        }
        assertThat(document.path("account").path("email").asString()).isEqualTo(learner.email());
        assertThat(document.path("chat_messages").valueStream().map(each -> each.path("content")
                        .asString()))
                .contains("A word of mine, with \"quotes\" and \u00fcml\u00e4uts", "Well said.");
        assertThat(document.path("chat_messages")
                        .valueStream()
                        .filter(each -> each.path("id")
                                .asString()
                                .equals(sent.messageId().toString()))
                        .map(each -> each.path("created_at").asString()))
                .as("times as everywhere in the API")
                .singleElement()
                .asString()
                .endsWith("Z");
        assertThat(document.path("audit_log").valueStream().map(each -> each.path("action")
                        .asString()))
                .contains("account.export");
    }

    /** Tables whose rows name a person, whether a foreign key says so or not. */
    private static List<LearnersRows.Owned> ownedTables(Database database) {
        return database.asOwner().rows("""
                        select distinct c.relname::text as tab, a.attname::text as col from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attnum > 0
                        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
                            and k.confrelid = 'auth.users'::regclass and a.attnum = k.conkey[1]
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                          and (a.attname = 'user_id' or k.oid is not null)
                        order by 1""").stream()
                .map(row -> new LearnersRows.Owned(String.valueOf(row.get("tab")), String.valueOf(row.get("col"))))
                .toList();
    }

    private static List<String> columns(Database database, String table) {
        return database
                .asOwner()
                .values(
                        "select attname::text from pg_attribute where attrelid = ('public.' || ?)::regclass"
                                + " and attnum > 0 and not attisdropped",
                        table)
                .stream()
                .map(String::valueOf)
                .filter(column -> !COLUMNS_LEFT_OUT.containsKey(table + "." + column))
                .toList();
    }

    @Test
    @DisplayName("holds nothing that opens an account, and no key to a question that is open")
    void holdsNoSecret(Learners learners, TutorClient client, ScriptedModel models, Database database) {
        var account = Accounts.signUp(client);
        var learner = account.learner();
        var own = client.withToken(account.token());
        learns(learner, learners, own, models.forUser(learner.id().toString()), database);

        var text = client.withToken(account.token()).get(EXPORT).text();

        assertThat(text).contains(account.email());
        assertThat(SECRETS.matcher(text).results().map(each -> each.group())).isEmpty();
        assertThat(text).doesNotContain(account.refreshToken());
    }

    @Test
    @DisplayName("holds nothing of another learner's")
    void holdsNothingOfOthers(
            Learner learner, Learners learners, TutorClient client, ModelScript model, Database database) {
        var sent = learns(learner, learners, client, model, database);

        var document = export(client.as(learners.fresh()));

        assertThat(document.path("chat_messages")).isEmpty();
        assertThat(document.path("profiles")).hasSize(1);
        assertThat(document.toString())
                .doesNotContain(learner.id().toString(), sent.sessionId().toString(), learner.email());
    }

    @Test
    @DisplayName("is for who has a token")
    void needsAToken(TutorClient client) {
        assertThat(client.anonymous().get(EXPORT).status()).isEqualTo(401);
        assertThat(client.anonymous()
                        .get("/api/v1/users/" + UUID.randomUUID() + "/export")
                        .status())
                .isEqualTo(401);
    }
}
