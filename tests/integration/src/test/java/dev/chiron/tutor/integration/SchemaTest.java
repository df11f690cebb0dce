package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The database as the migrations leave it, by its catalog. */
@TutorTest
@DisplayName("The schema")
class SchemaTest {

    /** Each gives one column of text in its order; nothing that a server's version or a name of a login changes. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        // The checksums tell of a file that was edited after it had landed, even when it comes to the same.
        PARTS.put("migrations", """
                select format('%s %s %s', version, description, checksum)
                from chiron.flyway_schema_history where success and checksum is not null order by installed_rank""");
        PARTS.put("tables and columns", """
                select format('%s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                    case when a.attnotnull then ' not null' else '' end,
                    case when a.attgenerated <> '' then ' generated ' else case when d.adbin is null then '' else ' default ' end end,
                    coalesce(pg_get_expr(d.adbin, d.adrelid), ''))
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and a.attnum > 0 and not a.attisdropped
                order by c.relname, a.attnum""");
        PARTS.put("constraints", """
                select format('%s: %s', k.conrelid::regclass, pg_get_constraintdef(k.oid))
                from pg_constraint k
                where k.connamespace = 'public'::regnamespace and k.contype <> 'n'
                order by 1""");
        PARTS.put("indexes", """
                select indexdef from pg_indexes where schemaname = 'public' order by 1""");
        PARTS.put("row level security", """
                select format('%s: %s%s', relname,
                    case when relrowsecurity then 'on' else 'OFF' end,
                    case when relforcerowsecurity then ', for the owner too' else '' end)
                from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1""");
        PARTS.put("policies", """
                select format('%s, %s to %s (%s): using %s, check %s', tablename, lower(cmd),
                    array_to_string(roles, ', '), policyname, coalesce(qual, '-'), coalesce(with_check, '-'))
                from pg_policies where schemaname = 'public' order by 1""");
        PARTS.put("functions", """
                select format('%s(%s) returns %s, %s%s, %s, executable by %s', p.proname,
                    pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
                    case when p.prosecdef then 'as its owner' else 'as its caller' end,
                    coalesce(', ' || array_to_string(p.proconfig, ', '), ''),
                    case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
                    (select coalesce(string_agg(r, ', ' order by r), 'nobody')
                     from unnest(array['anon', 'authenticated', 'service_role', 'chiron_request']) r
                     where has_function_privilege(r, p.oid, 'execute')))
                    || E'\\n' || p.prosrc
                from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                order by 1""");
        PARTS.put("triggers", """
                select format('%s: %s', t.tgrelid::regclass, pg_get_triggerdef(t.oid))
                from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where not t.tgisinternal
                  and (c.relnamespace = 'public'::regnamespace or c.relnamespace = 'auth'::regnamespace)
                order by 1""");
        PARTS.put("types", """
                select format('%s: %s', t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder))
                from pg_type t join pg_enum e on e.enumtypid = t.oid
                where t.typnamespace = 'public'::regnamespace group by t.typname order by 1""");
        PARTS.put("grants", """
                select format('%s to %s: %s', what, grantee, string_agg(verb, ', ' order by verb)) from (
                    select table_name::text as what, grantee::text, lower(privilege_type::text) as verb
                    from information_schema.role_table_grants
                    where table_schema = 'public' and grantee in ('anon', 'authenticated', 'service_role', 'chiron_request', 'PUBLIC')
                    union all
                    select g.table_name::text, g.grantee::text,
                        format('%s (%s)', lower(g.privilege_type), string_agg(g.column_name::text, ', ' order by g.column_name))
                    from information_schema.column_privileges g
                    where g.table_schema = 'public'
                      and g.grantee in ('anon', 'authenticated', 'service_role', 'chiron_request', 'PUBLIC')
                      and not exists (select 1 from information_schema.role_table_grants t
                        where t.table_schema = g.table_schema and t.table_name = g.table_name
                          and t.grantee = g.grantee and t.privilege_type = g.privilege_type)
                    group by g.table_name, g.grantee, g.privilege_type) each
                group by what, grantee order by 1""");
        PARTS.put("default grants", """
                select format('%s: %s to %s', defaclobjtype, string_agg(lower(privilege_type), ', ' order by privilege_type), rolname)
                from pg_default_acl, aclexplode(defaclacl) g join pg_roles r on r.oid = g.grantee
                where defaclnamespace = 'public'::regnamespace
                  and rolname in ('anon', 'authenticated', 'service_role', 'chiron_request')
                group by defaclobjtype, rolname order by 1""");
        PARTS.put("the role of requests", """
                select format('%s: %s%s%s%s, member of %s', rolname,
                    case when rolcanlogin then 'logs in' else 'does not log in' end,
                    case when rolinherit then ', inherits' else '' end,
                    case when rolsuper then ', SUPERUSER' else '' end,
                    case when rolbypassrls then ', BYPASSES RLS' else '' end,
                    (select coalesce(string_agg(g.rolname::text, ', ' order by g.rolname), 'none')
                     from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid))
                from pg_roles r where rolname = 'chiron_request'""");
    }

    private static String of(Database database) {
        return PARTS.entrySet().stream()
                .map(part -> "-- " + part.getKey() + "\n"
                        + database.asOwner().values(part.getValue()).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    @Test
    @DisplayName("that the migrations make of an empty database is the one that is checked in")
    void isAsCheckedIn(Database database) {
        Snapshots.isAsCheckedIn("schema.txt", of(database));
    }

    @Test
    @DisplayName("stays as it is when the program applies the migrations a second time, as at every start")
    void isMigratedOnce(Stack stack, Database database) throws ReflectiveOperationException {
        var before = of(database);
        var platform = "dev.chiron.tutor.platform.database.";
        var configuration = Class.forName(platform + "DatabaseConfiguration");
        var known = Class.forName(platform + "Database");
        var migrations = configuration.getDeclaredMethod("migrations", known);
        migrations.setAccessible(true);

        migrations.invoke(
                stack.application().getBean(configuration), stack.application().getBean(known));

        assertThat(of(database)).isEqualTo(before);
    }
}
