package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Database.Queries;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may do what with which table: by the catalog, proven by doing it, and as it is checked in. */
@TutorTest
@DisplayName("Every table")
class TableAccessTest {

    private static final List<String> ROLES = List.of("anon", "authenticated", "service_role");
    private static final List<String> VERBS = List.of("select", "insert", "update", "delete");

    private static final String HEAD = """
            # What each role of Supabase may do with each table. Which rows it may do that with is for the policies in
            # schema.txt. A verb that names columns is granted for those only. TableAccessTest writes this file of the
            # catalog with -Dchiron.snapshots.update=true, and tries every verb out.

            """;

    /**
     * What one role may do with one table by one verb.
     *
     * @param columns for which columns; empty when it may not at all
     * @param all whether that is all of the table
     */
    private record Access(String table, String role, String verb, List<String> columns, boolean all) {

        boolean granted() {
            return all || !columns.isEmpty();
        }

        @Override
        public String toString() {
            return all ? verb : verb + " (" + String.join(", ", columns) + ")";
        }
    }

    private static List<Access> accesses(Database database) {
        var found = new ArrayList<Access>();
        for (var table : LearnersRows.allTables(database)) {
            for (var role : ROLES) {
                for (var verb : VERBS) {
                    var all = database.asOwner()
                            .value(
                                    Boolean.class,
                                    "select has_table_privilege(?::name, 'public.' || ?, ?)",
                                    role,
                                    table,
                                    verb);
                    var columns = verb.equals("delete")
                            ? List.<String>of()
                            : database.asOwner().values("""
                                            select attname::text from pg_attribute
                                            where attrelid = ('public.' || ?)::regclass and attnum > 0 and not attisdropped
                                              and attgenerated = ''
                                              and has_column_privilege(?::name, attrelid, attnum, ?)
                                            order by 1""", table, role, verb).stream()
                                    .map(String::valueOf)
                                    .toList();
                    found.add(new Access(table, role, verb, columns, all));
                }
            }
        }
        return found;
    }

    private static String text(List<Access> accesses) {
        var lines = new LinkedHashMap<String, Map<String, String>>();
        for (var each : accesses) {
            lines.computeIfAbsent(each.table(), _ -> new LinkedHashMap<>())
                    .merge(
                            each.role(),
                            each.granted() ? each.toString() : "",
                            (a, b) -> a.isEmpty() || b.isEmpty() ? a + b : a + ", " + b);
        }
        var text = new StringBuilder(HEAD);
        lines.forEach((table, roles) -> {
            text.append(table).append('\n');
            roles.forEach(
                    (role, verbs) -> text.append("    %-14s %s%n".formatted(role, verbs.isEmpty() ? "-" : verbs)));
        });
        return text.toString();
    }

    @Test
    @DisplayName("may be read and written by whom the checked-in matrix says, and trying it comes to the same")
    void matrix(Learner learner, Database database) {
        var accesses = accesses(database);
        var wrong = new ArrayList<String>();
        for (var access : accesses) {
            var refusal = attempt(as(database, learner, access.role()), statement(database, access));
            if (access.granted() == refusal.contains("permission denied")) {
                wrong.add(access.role() + " " + access + " on " + access.table() + ": "
                        + (refusal.isEmpty() ? "it works" : refusal));
            }
        }

        assertThat(wrong)
                .as("the catalog says something else than the server does")
                .isEmpty();
        Snapshots.isAsCheckedIn("table-access.txt", text(accesses));
    }

    private static Queries as(Database database, Learner learner, String role) {
        return switch (role) {
            case "anon" -> database.asAnonymous();
            case "authenticated" -> database.asLearner(learner);
            case "service_role" -> database.asService();
            default -> throw new IllegalArgumentException(role);
        };
    }

    /** Touches no row, and needs the privilege all the same. */
    private static String statement(Database database, Access access) {
        var table = "public." + access.table();
        var column = access.columns().isEmpty()
                ? anyColumn(database, table)
                : access.columns().getFirst();
        return switch (access.verb()) {
            case "select" -> "select \"%s\" from %s where false".formatted(column, table);
            case "insert" ->
                "insert into %s (\"%s\") select null::%s where false"
                        .formatted(table, column, type(database, table, column));
            case "update" -> "update %s set \"%s\" = default where false".formatted(table, column);
            case "delete" -> "delete from %s where false".formatted(table);
            default -> throw new IllegalArgumentException(access.verb());
        };
    }

    private static String anyColumn(Database database, String table) {
        return database.asOwner()
                .value(
                        String.class,
                        "select attname::text from pg_attribute where attrelid = ?::regclass and attnum > 0"
                                + " and not attisdropped and attgenerated = '' order by attnum limit 1",
                        table);
    }

    private static String type(Database database, String table, String column) {
        return database.asOwner()
                .value(
                        String.class,
                        "select format_type(atttypid, null) from pg_attribute where attrelid = ?::regclass and attname = ?",
                        table,
                        column);
    }

    /** What the server says against it; empty when nothing. */
    private static String attempt(Queries role, String statement) {
        try {
            if (statement.startsWith("select")) {
                role.rows(statement);
            } else {
                role.update(statement);
            }
            return "";
        } catch (DatabaseRefusal e) {
            return String.valueOf(e.getMessage());
        }
    }
}
