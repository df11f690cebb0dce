package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Workers pass every policy, so what they are granted is all that holds them. */
@TutorTest
@DisplayName("Workers")
class WorkerGrantsTest {

    private static final Path SOURCES = Path.of(System.getProperty("chiron.root"), "server/src/main/java");
    private static final Pattern READ = Pattern.compile("(?:from|join|using)\\s+public\\.(\\w+)");
    private static final Pattern INSERT = Pattern.compile("insert into public\\.(\\w+)\\s*\\(([^)]*)\\)");
    private static final Pattern UPDATE =
            Pattern.compile("update public\\.(\\w+)\\s+set\\s(.*?)(?=\\bwhere\\b|\"\"\"|\"\\))", Pattern.DOTALL);
    private static final Pattern DELETE = Pattern.compile("delete from public\\.(\\w+)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:^|,)\\s*(\\w+)\\s*=");
    private static final Pattern PARENTHESES = Pattern.compile("\\([^()]*\\)");
    private static final Pattern PART = Pattern.compile("private final (\\w+) \\w+;");

    /** The source of every store that works as the service, with the parts it is made of. */
    private static String sql() throws IOException {
        var stores = new TreeSet<Path>();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                if (text.contains("@Qualifier(\"workerJdbc\")")) {
                    stores.add(file);
                    PART.matcher(text)
                            .results()
                            .map(part -> file.resolveSibling(part.group(1) + ".java"))
                            .filter(Files::exists)
                            .forEach(stores::add);
                }
            }
        }
        assertThat(stores).hasSizeGreaterThan(5);
        var text = new StringBuilder();
        for (var store : stores) {
            text.append(Files.readString(store));
        }
        return text.toString();
    }

    private static Set<String> needed(String sql) {
        var needed = new TreeSet<String>();
        // What is changed is found by a condition, for which one has to be allowed to read.
        for (var pattern : List.of(READ, UPDATE, DELETE)) {
            pattern.matcher(sql).results().forEach(match -> needed.add("select " + match.group(1)));
        }
        DELETE.matcher(sql).results().forEach(match -> needed.add("delete " + match.group(1)));
        INSERT.matcher(sql).results().forEach(match -> {
            for (var column : match.group(2).split(",", -1)) {
                needed.add("insert " + match.group(1) + "." + column.strip());
            }
        });
        UPDATE.matcher(sql).results().forEach(match -> {
            var assignments = match.group(2);
            for (var before = ""; !before.equals(assignments); ) {
                before = assignments;
                assignments = PARENTHESES.matcher(assignments).replaceAll("");
            }
            ASSIGNMENT
                    .matcher(assignments)
                    .results()
                    .forEach(each -> needed.add("update " + match.group(1) + "." + each.group(1)));
        });
        return needed;
    }

    @Test
    @DisplayName("may do what the SQL of their stores does, to the column, and nothing else")
    void haveWhatTheyUse(Database database) throws IOException {
        var granted = database.asOwner().values("""
                        select verb || ' ' || relname from pg_class c,
                            unnest(array['select', 'delete', 'truncate', 'trigger']) verb
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                          and has_table_privilege('service_role', c.oid, verb)
                        union all
                        select format('%s %s.%s', verb, relname, attname)
                        from pg_attribute a join pg_class c on c.oid = a.attrelid,
                            unnest(array['insert', 'update', 'references']) verb
                        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                          and attnum > 0 and not attisdropped and has_column_privilege('service_role', c.oid, attnum, verb)""").stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(granted).isEqualTo(needed(sql()));
    }
}
