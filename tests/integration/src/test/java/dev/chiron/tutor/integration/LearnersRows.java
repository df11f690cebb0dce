package dev.chiron.tutor.integration;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Learner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables whose rows belong to a learner, by the catalog, and what stands in them. */
final class LearnersRows {

    private LearnersRows() {}

    /**
     * A table and its column that names the owner.
     *
     * @param table in {@code public}
     */
    record Owned(String table, String column) {

        @Override
        public String toString() {
            return "public." + table + " (" + column + ")";
        }
    }

    static List<String> allTables(Database database) {
        return database
                .asOwner()
                .values(
                        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** Every column that refers to a person. */
    static List<Owned> tables(Database database) {
        return database.asOwner().rows("""
                        select distinct c.relname::text as tab, a.attname::text as col
                        from pg_constraint k
                        join pg_class c on c.oid = k.conrelid
                        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                        where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
                          and k.confrelid = 'auth.users'::regclass
                        order by 1, 2""").stream()
                .map(row -> new Owned(String.valueOf(row.get("tab")), String.valueOf(row.get("col"))))
                .toList();
    }

    /** All that is stored of a learner, by table, to be compared with what it was. */
    static Map<String, Object> of(Database database, Learner learner) {
        var rows = new TreeMap<String, Object>();
        for (var owned : tables(database)) {
            rows.put(
                    owned.toString(),
                    database.asOwner()
                            .values(
                                    "select t::text from public.%s t where %s = ? order by 1"
                                            .formatted(owned.table(), owned.column()),
                                    learner.id()));
        }
        return rows;
    }
}
