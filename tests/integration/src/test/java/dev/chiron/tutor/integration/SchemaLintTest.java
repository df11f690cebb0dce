package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Database;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Supabase's database linter warns of, asked of the catalog; the names are its names. */
@TutorTest
@DisplayName("The schema has nothing of what Supabase's linter warns of:")
class SchemaLintTest {

    /** Each gives a line of text for each place that breaks the rule. */
    private static final Map<String, String> RULES = new TreeMap<>();

    /** What breaks a rule and is meant to, by rule. */
    private static final Map<String, Map<String, String>> MEANT = Map.of(
            "authenticated_security_definer_function_executable",
            Map.of(
                    "own_account", "what a learner takes with them of their own account; it asks who they are",
                    "own_audit_entries", "what the audit log says of a learner, for their export; it asks who they are",
                    "get_unit_answer_key", "a teacher's only way to a key; it asks whether they are one",
                    "set_unit_answer_key", "a teacher's only way to a key; it asks whether they are one"));

    static {
        RULES.put("unindexed_foreign_keys", """
                select format('%s: %s', k.conrelid::regclass, pg_get_constraintdef(k.oid)) from pg_constraint k
                where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
                    select from pg_index i
                    where i.indrelid = k.conrelid and i.indisvalid
                      and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] = k.conkey)""");
        RULES.put("auth_rls_initplan", """
                select format('%s: %s', tablename, policyname) from pg_policies,
                    unnest(array[coalesce(qual, ''), coalesce(with_check, '')]) as expression
                where schemaname = 'public'
                  and regexp_replace(expression, 'select\\s+(auth\\.(uid|jwt|role|email)|public\\.is_teacher|is_teacher|current_setting)\\(', '', 'gi')
                      ~* '(auth\\.(uid|jwt|role|email)|is_teacher|current_setting)\\('""");
        RULES.put("multiple_permissive_policies", """
                select format('%s, %s to %s: %s', p.polrelid::regclass, verb, r.rolname,
                    string_agg(p.polname, ' and ' order by p.polname))
                from pg_policy p
                join pg_class c on c.oid = p.polrelid and c.relnamespace = 'public'::regnamespace
                cross join lateral unnest(case p.polcmd when '*' then array['r', 'a', 'w', 'd']
                                          else array[p.polcmd::text] end) as verb
                join pg_roles r on r.oid = any (p.polroles) or p.polroles = array[0::oid]
                where p.polpermissive and r.rolname in ('anon', 'authenticated', 'service_role')
                group by p.polrelid, verb, r.rolname having count(*) > 1""");
        RULES.put("rls_disabled_in_public", """
                select relname::text from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity""");
        RULES.put("rls_enabled_no_policy", """
                select relname::text from pg_class c
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity
                  and not exists (select from pg_policy where polrelid = c.oid)""");
        RULES.put("policy_exists_rls_disabled", """
                select c.relname || ': ' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
                where c.relnamespace = 'public'::regnamespace and not c.relrowsecurity""");
        RULES.put("rls_policy_always_true", """
                select tablename || ': ' || policyname from pg_policies
                where schemaname = 'public' and cmd <> 'SELECT'
                  and (regexp_replace(coalesce(qual, ''), '[\\s()]', '', 'g') in ('true', '1=1')
                       or regexp_replace(coalesce(with_check, ''), '[\\s()]', '', 'g') in ('true', '1=1')
                       or (cmd = 'INSERT' and with_check is null))""");
        RULES.put("rls_references_user_metadata", """
                select tablename || ': ' || policyname from pg_policies
                where schemaname = 'public' and concat(qual, with_check) like '%user_metadata%'""");
        RULES.put("function_search_path_mutable", """
                select p.oid::regprocedure::text from pg_proc p
                where p.pronamespace = 'public'::regnamespace
                  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
                  and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')""");
        RULES.put("anon_security_definer_function_executable", definers("anon"));
        RULES.put("authenticated_security_definer_function_executable", definers("authenticated"));
        RULES.put("security_definer_view", """
                select c.relname::text from pg_class c
                where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
                  and not exists (select from unnest(c.reloptions) as option
                                  where lower(option) in ('security_invoker=true', 'security_invoker=on',
                                                          'security_invoker=yes', 'security_invoker=1'))""");
        RULES.put("materialized_view_or_foreign_table_in_api", """
                select relname::text from pg_class
                where relkind in ('m', 'f') and relnamespace = 'public'::regnamespace""");
        RULES.put("auth_users_exposed", """
                select distinct v.relname::text from pg_depend d
                join pg_rewrite w on w.oid = d.objid join pg_class v on v.oid = w.ev_class
                where d.refobjid = 'auth.users'::regclass and v.relnamespace = 'public'::regnamespace""");
        RULES.put("duplicate_index", """
                select string_agg(i.indexrelid::regclass::text, ' and ' order by i.indexrelid::regclass::text)
                from pg_index i join pg_class c on c.oid = i.indrelid
                where c.relnamespace = 'public'::regnamespace
                group by i.indrelid, i.indkey, i.indclass::text, i.indoption::text, i.indisunique,
                    pg_get_expr(i.indpred, i.indrelid), pg_get_expr(i.indexprs, i.indrelid)
                having count(*) > 1""");
        RULES.put("extension_in_public", """
                select extname::text from pg_extension where extnamespace = 'public'::regnamespace""");
        RULES.put("no_primary_key", """
                select c.oid::regclass::text from pg_class c
                where c.relnamespace in ('public'::regnamespace, 'chiron'::regnamespace) and c.relkind in ('r', 'p')
                  and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)""");
        RULES.put("fkey_to_auth_unique", """
                select format('%s: %s', k.conrelid::regclass, pg_get_constraintdef(k.oid)) from pg_constraint k
                join pg_index i on i.indexrelid = k.conindid
                where k.contype = 'f' and k.connamespace = 'public'::regnamespace
                  and k.confrelid in (select oid from pg_class where relnamespace = 'auth'::regnamespace)
                  and not i.indisprimary""");
        RULES.put("unsupported_reg_types", """
                select format('%s.%s', a.attrelid::regclass, a.attname) from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                  and a.atttypid::regtype::text ~ '^reg(collation|config|dictionary|namespace|oper|operator|proc|procedure)$'""");
        RULES.put("published_to_realtime", "select tablename::text from pg_publication_tables");
    }

    private static String definers(String role) {
        return """
                select p.proname::text from pg_proc p
                where p.prosecdef and p.pronamespace = 'public'::regnamespace
                  and has_function_privilege('%s', p.oid, 'execute')""".formatted(role);
    }

    @TestFactory
    Stream<DynamicTest> rules(Database database) {
        return RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> assertThat(database.asOwner().values(rule.getValue()))
                                .containsExactlyInAnyOrderElementsOf(MEANT.getOrDefault(rule.getKey(), Map.of())
                                        .keySet())));
    }
}
