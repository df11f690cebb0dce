package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.TutorServer;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.integration.ProjectServer.Defaults;
import dev.chiron.tutor.integration.ProjectServer.Project;
import dev.chiron.tutor.platform.LearnerId;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The program on a Supabase project of older days, with the project's usual login: no superuser, not the owner of {@code
 * auth}, and every new table is everybody's until a migration says otherwise.
 */
@TutorTest
@ExtendWith(ProjectServer.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@DisplayName("On a Supabase project, with its usual login,")
class SupabaseProjectTest {

    private Project project;
    private ConfigurableApplicationContext application;
    private Connection admin;

    @BeforeAll
    void start(Stack stack, ProjectServer server) throws SQLException {
        project = server.project(Defaults.OLD);
        admin = project.asAdmin();
        var environment = stack.application().getEnvironment();
        application = new SpringApplicationBuilder(TutorServer.class)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .run(
                        "--SUPABASE_DB_URL=" + project.url(),
                        "--SUPABASE_JWT_SECRET=" + environment.getProperty("SUPABASE_JWT_SECRET"),
                        "--TEMPORAL_ADDRESS=" + stack.temporalAddress(),
                        "--TEMPORAL_NAMESPACE=" + stack.temporalNamespace(),
                        "--OPENAI_BASE_URL=" + stack.model().baseUrl(),
                        "--OPENAI_API_KEY=scripted",
                        "--OPENAI_MODEL=scripted",
                        "--PORT=0",
                        "--tutor.temporal.task-queue=project",
                        "--tutor.temporal.workflow-pollers=2",
                        "--tutor.temporal.activity-pollers=2",
                        "--tutor.database.connect-timeout=20s",
                        "--tutor.database.request-connections=4",
                        "--tutor.database.worker-connections=8");
    }

    @AfterAll
    void stop() throws SQLException {
        if (application != null) {
            application.close();
        }
        if (admin != null) {
            admin.close();
        }
        project.close();
    }

    private TutorClient client(Learner learner) {
        var port = Objects.requireNonNull(application.getEnvironment().getProperty("local.server.port"));
        return TutorClient.of(URI.create("http://127.0.0.1:" + port)).as(learner);
    }

    private void run(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) {
        try {
            return Catalog.of(admin).texts(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("the login is what it is at Supabase: the program has made it no more")
    void loginIsNoSuperuser() {
        assertThat(texts("select concat_ws(' ', rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls)"
                        + " from pg_roles where rolname = '" + ProjectServer.LOGIN + "'"))
                .containsExactly("f t t t t");
        assertThat(texts("select distinct tableowner::text from pg_tables where schemaname in ('public', 'chiron')"))
                .containsExactly(ProjectServer.LOGIN);
    }

    @Test
    @DisplayName("requests have a login of their own, which may become a learner and nobody else")
    void requestsHaveTheirOwnLogin() {
        var requests = JdbcClient.create(application.getBean("requestDataSource", DataSource.class));
        assertThat(requests.sql("select session_user || ' as ' || current_user")
                        .query(String.class)
                        .single())
                .isEqualTo("chiron_request_of_" + ProjectServer.LOGIN + " as chiron_request");
        for (var role : List.of(ProjectServer.LOGIN, "service_role", "anon", "supabase_auth_admin", "postgres")) {
            assertThatThrownBy(() -> requests.sql("set role " + role).update())
                    .as(role)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    @DisplayName("a message is answered and a track is started, by somebody whose account Supabase Auth keeps")
    void wholeStack(Stack stack, Learner learner, Learners learners) throws SQLException {
        // As Supabase Auth does it: the account is its own row, and the program only sees a token.
        run("insert into auth.users (id, email, aud, role) values ('%s', '%s', 'authenticated', 'authenticated')"
                .formatted(learner.id(), learner.email()));
        assertThat(texts("select id::text from public.profiles where id = '" + learner.id() + "'"))
                .as("the profile that the trigger on auth.users makes")
                .hasSize(1);
        var track = Authoring.trackOfQuestions(client(learners.teacher()));
        stack.model().forUser(learner.id().toString()).replies("Hello there").always();

        var sent = client(learner).post("/api/v1/chat/messages", Map.of("content", "Hello"));

        assertThat(sent.status()).isEqualTo(201);
        await("the reply")
                .until(() -> texts("select content from public.chat_messages where role = 'assistant' and user_id = '"
                                + learner.id() + "'")
                        .contains("Hello there"));
        assertThat(client(learner)
                        .post("/api/v1/tracks/" + track + "/start", Map.of())
                        .status())
                .isEqualTo(201);
        await("the path's first question").until(() -> texts(
                        "select status from public.component_interactions where track_id is not null and user_id = '"
                                + learner.id() + "'")
                .contains("open"));
        assertThat(client(learner).get("/api/v1/chat/sessions").status()).isEqualTo(200);
    }

    /** What a learner's transaction may do to a table when nobody has written a condition. */
    private final class BrokenStore {

        private final LearnerTransactions transactions = application.getBean(LearnerTransactions.class);
        private final JdbcClient jdbc = application.getBean("requestJdbc", JdbcClient.class);
        private final dev.chiron.tutor.identity.Learner learner;

        BrokenStore(UUID learner) {
            this.learner = new dev.chiron.tutor.identity.Learner(
                    new LearnerId(learner), "{\"sub\":\"" + learner + "\",\"role\":\"authenticated\"}");
        }

        /** The first column of all rows; nothing where the database refuses. */
        List<String> rows(String sql) {
            try {
                return transactions.as(
                        learner, () -> jdbc.sql(sql).query(String.class).list());
            } catch (DataAccessException e) {
                assertThat(e.getMostSpecificCause())
                        .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState())
                                .as(sql + ": " + cause.getMessage())
                                .isEqualTo("42501"));
                return List.of();
            }
        }
    }

    /** All rows of a learner's with the transaction that wrote them last, by table. */
    private Map<String, List<String>> rowsOf(UUID learner) throws SQLException {
        var rows = new TreeMap<String, List<String>>();
        for (var table : Catalog.of(admin).tables("public")) {
            if (table.owned()) {
                rows.put(
                        table.name(),
                        texts("select t.xmin::text || ' ' || t::text from %s t where %s = '%s' order by 1"
                                .formatted(table.name(), table.owner(), learner)));
            }
        }
        return rows;
    }

    @Test
    @DisplayName("a store that has forgotten whose rows it wants gets and changes its learner's only, in every table")
    void brokenStoresLeakNothing() throws SQLException {
        var learner = UUID.randomUUID();
        var other = UUID.randomUUID();
        admin.setAutoCommit(false);
        OneRowEach.write(admin, List.of(learner, other));
        // Nothing that a worker takes up.
        run("update public.user_progress set status = 'completed', completed_at = now() where user_id in ('%s', '%s')"
                .formatted(learner, other));
        admin.commit();
        admin.setAutoCommit(true);
        var store = new BrokenStore(learner);
        var before = rowsOf(other);
        assertThat(before.values()).as("rows to be leaked, in each table").noneMatch(List::isEmpty);

        var read = new ArrayList<String>();
        var changed = new ArrayList<String>();
        for (var table : Catalog.of(admin).tables("public")) {
            if (!table.owned()) {
                continue;
            }
            var owners = store.rows("select %s::text from %s t".formatted(table.owner(), table.name()));
            assertThat(owners).as("read from " + table.name()).allMatch(learner.toString()::equals);
            if (!owners.isEmpty()) {
                read.add(table.name());
            }
            for (var column : table.columns()) {
                if (!column.writable()) {
                    continue;
                }
                var touched = store.rows("update %1$s t set \"%2$s\" = \"%2$s\" returning %3$s::text"
                        .formatted(table.name(), column.name(), table.owner()));
                assertThat(touched)
                        .as("changed in " + table.name() + "." + column.name())
                        .allMatch(learner.toString()::equals);
                if (!touched.isEmpty()) {
                    changed.add(table.name() + "." + column.name());
                }
            }
            assertThat(store.rows("delete from %s t returning %s::text".formatted(table.name(), table.owner())))
                    .as("deleted from " + table.name())
                    .allMatch(learner.toString()::equals);
            var named = table.columns().stream()
                    .filter(each -> each.name().equals("user_id"))
                    .findFirst();
            if (named.isPresent()) {
                var columns = texts("""
                        select format('%%I', attname) from pg_attribute where attrelid = '%s'::regclass and attnum > 0
                          and attname not in ('user_id', 'id') and not attisdropped
                          and has_column_privilege('authenticated', attrelid, attnum, 'insert')""".formatted(table.name()));
                var list = columns.stream().map(each -> ", " + each).collect(Collectors.joining());
                assertThat(store.rows("insert into %1$s (user_id%2$s) select '%3$s'%2$s from %1$s returning '1'"
                                .formatted(table.name(), list, other)))
                        .as("added for somebody else to " + table.name())
                        .isEmpty();
            }
        }
        assertThat(read).hasSizeGreaterThanOrEqualTo(10);
        assertThat(changed).contains("public.chat_sessions.title", "public.profiles.display_name");

        // As the stores write it, without the last line.
        assertThat(store.rows("""
                        select m.content from public.chat_messages m join public.chat_turns t on t.id = m.turn_id
                        where m.superseded_at is null order by m.position""")).containsExactly("a secret of " + learner, "an answer");
        assertThat(store.rows("""
                        update public.chat_sessions set title = coalesce(title, 'mine'), last_message_at = now()
                        returning user_id::text""")).containsExactly(learner.toString());
        assertThat(store.rows("""
                        select coalesce(i.arguments::text, '') || s.user_id from public.chat_sessions s
                        left join public.component_interactions i on i.session_id = s.id or true
                        cross join public.user_progress p cross join public.assessment_attempts a""")).containsExactly("{}" + learner);
        assertThat(rowsOf(other)).as("what is somebody else's").isEqualTo(before);
    }
}
