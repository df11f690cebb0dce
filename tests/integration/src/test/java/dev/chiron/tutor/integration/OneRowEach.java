package dev.chiron.tutor.integration;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rows of a learner in every table that has learners' rows, and one in each that has not, written by a superuser. For
 * tests that ask who may see what: no flow leaves such rows, only their owners are right.
 */
final class OneRowEach {

    /** What is everybody's: a track of one question. */
    private static final String SHARED = """
            insert into public.learning_tracks (id, title) values ({track}, 'T');
            insert into public.learning_units (id, title, unit_type, content_config)
                values ({unit}, 'U', 'external_link', '{}');
            insert into public.learning_unit_keys (unit_id, answer_key) values ({unit}, '{}');
            insert into public.track_learning_units (track_id, unit_id, sequence_order) values ({track}, {unit}, 1);
            insert into public.learning_content_snippets (slug, topic, title, content) values ('s', 'T', 'T', 'C');
            """;

    /** The profile is made with the account. */
    private static final String OWNED = """
            insert into auth.users (id, email) values ({learner}, {learner}::text || '@example.org');
            insert into public.chat_sessions (id, user_id, thread_id) values ({session}, {learner}, 't');
            insert into public.chat_turns (id, session_id, user_id, run_id, status, ended_at)
                values ({turn}, {session}, {learner}, 'r', 'completed', now());
            insert into public.chat_messages (id, session_id, user_id, turn_id, role, content)
                values ({said}, {session}, {learner}, {turn}, 'user', 'a secret of ' || {learner}::text),
                       ({reply}, {session}, {learner}, {turn}, 'assistant', 'an answer');
            insert into public.turn_events (turn_id, position, user_id, type, data)
                values ({turn}, 1, {learner}, 'completed', '{}');
            insert into public.component_interactions (id, session_id, user_id, turn_id, name, arguments)
                values ({interaction}, {session}, {learner}, {turn}, 'quick_quiz', '{}');
            insert into public.interaction_keys (interaction_id, turn_id, answer_key)
                values ({interaction}, {turn}, '{}');
            insert into public.interrupts
                    (id, session_id, user_id, turn_id, reason, message, response_schema, action, expires_at)
                values ({interrupt}, {session}, {learner}, {turn}, 'confirmation', 'Sure?', '{}', '{}', now());
            insert into public.tool_calls (id, session_id, user_id, turn_id, message_id, position, name, arguments)
                values ({call}, {session}, {learner}, {turn}, {reply}, 0, 'n', '{}');
            insert into public.user_progress (id, user_id, track_id, session_id)
                values ({progress}, {learner}, {track}, {session});
            insert into public.assessment_attempts (user_id, track_id, unit_id, interaction_id, attempt, reply, passed)
                values ({learner}, {track}, {unit}, {interaction}, 1, '{}', true);
            """;

    /** A table that is newer than this class, as far as a value of the right type will do. */
    private static final Map<String, String> ANY = Map.of(
            "uuid", "gen_random_uuid()",
            "text", "'x'",
            "integer", "1",
            "bigint", "1",
            "smallint", "1",
            "boolean", "false",
            "timestamp with time zone", "now()",
            "jsonb", "'{}'",
            "inet", "'127.0.0.1'",
            "bytea", "'x'");

    private OneRowEach() {}

    /** The shared rows, then those of learners who have the given ids. */
    static void write(Connection superuser, List<UUID> learners) throws SQLException {
        run(superuser, SHARED, new UUID(0, 0));
        for (var learner : learners) {
            run(superuser, OWNED, learner);
        }
        for (var table : Catalog.of(superuser).tables("public")) {
            for (var owner : table.owned() ? learners : learners.subList(0, 1)) {
                if (rows(superuser, table, owner) == 0) {
                    guess(superuser, table, owner);
                }
            }
        }
    }

    private static int rows(Connection superuser, Catalog.Table table, UUID owner) throws SQLException {
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery("select count(*) from %s t%s"
                        .formatted(
                                table.name(), table.owned() ? " where " + table.owner() + " = '" + owner + "'" : ""))) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void guess(Connection superuser, Catalog.Table table, UUID owner) throws SQLException {
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var column : table.columns()) {
            if (column.required()) {
                columns.add('"' + column.name() + '"');
                values.add(
                        column.name().equals("user_id")
                                ? "'" + owner + "'"
                                : ANY.getOrDefault(column.type(), "default"));
            }
        }
        try (var statement = superuser.createStatement()) {
            // What it refers to need not be there.
            statement.execute("set local session_replication_role = replica");
            statement.execute(
                    columns.isEmpty()
                            ? "insert into " + table.name() + " default values"
                            : "insert into %s (%s) values (%s)"
                                    .formatted(table.name(), String.join(", ", columns), String.join(", ", values)));
            statement.execute("set local session_replication_role = origin");
        } catch (SQLException e) {
            throw new AssertionError("OneRowEach has no row for " + table.name() + ": add one there", e);
        }
    }

    private static void run(Connection superuser, String script, UUID learner) throws SQLException {
        var sql = script;
        for (var id : List.of("session", "turn", "said", "reply", "interaction", "interrupt", "call", "progress")) {
            sql = sql.replace(
                    "{" + id + "}",
                    "'" + UUID.nameUUIDFromBytes((id + learner).getBytes(StandardCharsets.UTF_8)) + "'::uuid");
        }
        for (var id : List.of("track", "unit")) {
            sql = sql.replace(
                    "{" + id + "}", "'" + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "'::uuid");
        }
        sql = sql.replace("{learner}", "'" + learner + "'::uuid");
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
