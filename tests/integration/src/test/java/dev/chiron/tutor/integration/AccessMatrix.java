package dev.chiron.tutor.integration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What every role can do with every table of ours, found by doing it: each statement has no condition, as of a store that
 * has forgotten its own, and then a superuser looks whose rows it has touched. Works in one transaction, which it undoes.
 */
final class AccessMatrix {

    /** Who asks: a role of the database, and the claims of a token where there is one. */
    enum Role {
        ANON("anon", "anon", "{\"role\":\"anon\"}"),
        LEARNER("learner", "authenticated", "{\"sub\":\"%s\",\"role\":\"authenticated\"}"),
        TEACHER(
                "teacher",
                "authenticated",
                "{\"sub\":\"%s\",\"role\":\"authenticated\",\"app_metadata\":{\"role\":\"teacher\"}}"),
        CLAIMLESS("no claims", "authenticated", ""),
        SERVICE("service_role", "service_role", "{\"role\":\"service_role\"}"),
        REQUEST("chiron_request", "chiron_request", "{\"sub\":\"%s\",\"role\":\"authenticated\"}"),
        AUTHENTICATOR("authenticator", "authenticator", "{\"sub\":\"%s\",\"role\":\"authenticated\"}"),
        AUTH_ADMIN("supabase_auth_admin", "supabase_auth_admin", "{\"sub\":\"%s\"}");

        private final String shown;
        private final String database;
        private final String claims;

        Role(String shown, String database, String claims) {
            this.shown = shown;
            this.database = database;
            this.claims = claims;
        }
    }

    private static final UUID OWNER = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("bbbbbbbb-0000-4000-8000-000000000002");
    private static final UUID STRANGER = UUID.fromString("cccccccc-0000-4000-8000-000000000003");

    private static final String DONE = "+";
    private static final String NO_ROW = "0";
    private static final String NO_RIGHT = "-";
    private static final String POLICY = "x";

    private final Connection superuser;
    private int cells;

    private AccessMatrix(Connection superuser) {
        this.superuser = superuser;
    }

    /**
     * The matrix as text, and how many cells it has.
     *
     * @param tables by table, by role, by verb
     */
    record Found(Map<String, Map<Role, Map<String, String>>> tables, String text, int cells) {}

    static Found of(Connection superuser) throws SQLException {
        superuser.setAutoCommit(false);
        try {
            return new AccessMatrix(superuser).found();
        } finally {
            superuser.rollback();
            superuser.setAutoCommit(true);
        }
    }

    private Found found() throws SQLException {
        OneRowEach.write(superuser, List.of(OWNER, OTHER));
        // Has nothing but an account: whatever a stranger finds is somebody else's.
        execute("insert into auth.users (id, email) values ('" + STRANGER + "', 'stranger@example.org')");
        var tables = new LinkedHashMap<String, Map<Role, Map<String, String>>>();
        var text = new StringBuilder();
        for (var schema : List.of("public", "chiron", "supabase_migrations")) {
            for (var table : Catalog.of(superuser).tables(schema)) {
                text.append(table.name())
                        .append(table.owned() ? "" : " (nobody's rows)")
                        .append('\n');
                var roles = new LinkedHashMap<Role, Map<String, String>>();
                for (var role : Role.values()) {
                    var verbs = verbs(table, role);
                    roles.put(role, verbs);
                    text.append("    %-20s %s%n"
                            .formatted(
                                    role.shown,
                                    verbs.entrySet().stream()
                                            .map(each -> each.getKey() + " " + each.getValue())
                                            .collect(Collectors.joining("  "))));
                }
                tables.put(table.name(), roles);
            }
        }
        return new Found(tables, text.toString(), cells);
    }

    private Map<String, String> verbs(Catalog.Table table, Role role) throws SQLException {
        var verbs = new LinkedHashMap<String, String>();
        for (var verb : List.of("select", "insert", "update", "delete")) {
            var own = outcome(table, role, verb, OWNER);
            if (table.owned()) {
                verbs.put(verb, own + outcome(table, role, verb, STRANGER));
                cells += 2;
            } else {
                verbs.put(verb, own);
                cells++;
            }
        }
        verbs.put("truncate", attempt(role, OWNER, "truncate " + table.name()).equals("42501") ? NO_RIGHT : DONE);
        for (var verb : List.of("references", "trigger")) {
            verbs.put(verb, privileged(table, role, verb) ? DONE : NO_RIGHT);
        }
        cells += 3;
        return verbs;
    }

    private String outcome(Catalog.Table table, Role role, String verb, UUID asker) throws SQLException {
        return switch (verb) {
            case "select" -> read(table, role, asker);
            case "insert" -> insert(table, role, asker);
            default -> change(table, role, verb, asker);
        };
    }

    /** The owner is to see theirs, all of it, and nothing else; a stranger's look is for others' rows. */
    private String read(Catalog.Table table, Role role, UUID asker) throws SQLException {
        var columns = granted(table, role, "select");
        var sql = "select count(*) from (select %s from %s) s"
                .formatted(columns.isEmpty() ? "*" : String.join(", ", columns), table.name());
        var mark = superuser.setSavepoint();
        int seen;
        try {
            become(role, asker);
            seen = Integer.parseInt(Catalog.of(superuser).texts(sql).getFirst());
        } catch (SQLException e) {
            return refusal(e);
        } finally {
            superuser.rollback(mark);
        }
        if (!table.owned()) {
            return seen > 0 ? DONE : NO_ROW;
        }
        var owners = versions(table).values();
        var own = owners.stream().filter(asker.toString()::equals).count();
        if (asker.equals(STRANGER)) {
            return seen > own ? DONE : NO_ROW;
        }
        var all = owners.size();
        return seen == all ? DONE : seen == own ? DONE : seen == 0 ? NO_ROW : "?" + seen;
    }

    /** A row of the owner's, once more under another id: for the owner their own, for a stranger somebody else's. */
    private String insert(Catalog.Table table, Role role, UUID asker) throws SQLException {
        var columns = granted(table, role, "insert");
        if (columns.isEmpty()) {
            columns = table.columns().stream()
                    .filter(Catalog.Column::writable)
                    .map(each -> '"' + each.name() + '"')
                    .toList();
        }
        var rows = Catalog.of(superuser)
                .texts("select to_jsonb(t)::text from %s t%s order by 1"
                        .formatted(
                                table.name(), table.owned() ? " where " + table.owner() + " = '" + OWNER + "'" : ""));
        if (rows.isEmpty()) {
            return privileged(table, role, "insert") ? DONE : NO_RIGHT;
        }
        // A learner may say their own part and not the tutor's: what goes for some row, goes.
        var outcome = NO_RIGHT;
        for (var row : rows) {
            var fresh = columns.contains("\"id\"") && !table.owner().equals("t.id")
                    ? " || jsonb_build_object('id', '" + UUID.randomUUID() + "')"
                    : "";
            outcome = switched(attempt(
                    role,
                    asker,
                    "insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, '%3$s'::jsonb%4$s)"
                            .formatted(table.name(), String.join(", ", columns), row.replace("'", "''"), fresh)));
            if (outcome.equals(DONE)) {
                return outcome;
            }
        }
        return outcome;
    }

    private String change(Catalog.Table table, Role role, String verb, UUID asker) throws SQLException {
        var columns = granted(table, role, "update");
        var sql = verb.equals("delete")
                ? "delete from " + table.name()
                : "update %s set %s"
                        .formatted(
                                table.name(),
                                columns.isEmpty()
                                        ? table.columns().stream()
                                                        .filter(Catalog.Column::writable)
                                                        .findFirst()
                                                        .orElseThrow()
                                                        .name()
                                                + " = default"
                                        : columns.stream()
                                                .map(each -> each + " = " + each)
                                                .collect(Collectors.joining(", ")));
        var before = versions(table);
        var mark = superuser.setSavepoint();
        try {
            become(role, asker);
            execute(sql);
            execute("reset role");
            var after = versions(table).keySet();
            Set<String> touched = new HashSet<>();
            before.forEach((version, owner) -> {
                if (!after.contains(version)) {
                    touched.add(owner);
                }
            });
            if (asker.equals(STRANGER)) {
                touched.remove(STRANGER.toString());
            } else if (table.owned() && touched.size() > 1 && !role.equals(Role.SERVICE)) {
                return "!";
            }
            return touched.isEmpty() ? NO_ROW : DONE;
        } catch (SQLException e) {
            return refusal(e);
        } finally {
            superuser.rollback(mark);
        }
    }

    /** Every row in its present version, and whose it is. */
    private Map<String, String> versions(Catalog.Table table) throws SQLException {
        var versions = new LinkedHashMap<String, String>();
        try (var statement = superuser.createStatement();
                var row = statement.executeQuery("select t.ctid::text || ' ' || t.xmin::text, %s from %s t"
                        .formatted(table.owned() ? table.owner() + "::text" : "''", table.name()))) {
            while (row.next()) {
                versions.put(row.getString(1), String.valueOf(row.getString(2)));
            }
        }
        return versions;
    }

    private List<String> granted(Catalog.Table table, Role role, String verb) throws SQLException {
        var granted = new ArrayList<String>();
        for (var column : table.columns()) {
            if (verb.equals("select") || column.writable()) {
                var has = Catalog.of(superuser)
                        .texts("select has_column_privilege('%s'::name, '%s', '%s', '%s')::text"
                                .formatted(role.database, table.name(), column.name(), verb));
                if (has.getFirst().equals("true")) {
                    granted.add('"' + column.name() + '"');
                }
            }
        }
        return granted;
    }

    private boolean privileged(Catalog.Table table, Role role, String verb) throws SQLException {
        var question = verb.equals("trigger") ? "has_table_privilege" : "has_any_column_privilege";
        return Catalog.of(superuser)
                .texts("select %s('%s'::name, '%s', '%s')::text".formatted(question, role.database, table.name(), verb))
                .getFirst()
                .equals("true");
    }

    private void become(Role role, UUID asker) throws SQLException {
        execute("select set_config('request.jwt.claims', '%s', true)".formatted(role.claims.formatted(asker)));
        execute("set local role " + role.database);
    }

    /** The state of the refusal; empty when there was none. Undone in any case. */
    private String attempt(Role role, UUID asker, String sql) throws SQLException {
        var mark = superuser.setSavepoint();
        try {
            become(role, asker);
            execute(sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState() + (isPolicy(e) ? POLICY : "");
        } finally {
            superuser.rollback(mark);
        }
    }

    private static String switched(String state) {
        return state.equals("42501") ? NO_RIGHT : state.equals("42501" + POLICY) ? POLICY : hit(state);
    }

    private static String refusal(SQLException e) {
        return isPolicy(e) ? POLICY : e.getSQLState().equals("42501") ? NO_RIGHT : hit(e.getSQLState());
    }

    /** Rights and policies come first: where a constraint objects, both had nothing against it. */
    private static String hit(String state) {
        return state.isEmpty() || state.startsWith("23") ? DONE : state;
    }

    private static boolean isPolicy(SQLException e) {
        return "42501".equals(e.getSQLState()) && String.valueOf(e.getMessage()).contains("row-level security");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
