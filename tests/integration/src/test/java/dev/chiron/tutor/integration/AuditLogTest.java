package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.testkit.Database;
import dev.chiron.testkit.DatabaseRefusal;
import dev.chiron.testkit.Learner;
import dev.chiron.testkit.Learners;
import dev.chiron.testkit.TutorClient;
import dev.chiron.testkit.WithRole;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was done, by whom, stands where nobody can change it, and nobody but the database's owner reads it. */
@TutorTest
@DisplayName("The audit log")
class AuditLogTest {

    /** What it says of an actor, oldest first. */
    private static List<String> of(Database database, UUID actor) {
        return database
                .asOwner()
                .values("select action || ' ' || outcome from public.audit_log where actor_id = ? order by id", actor)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** What it says was done to a thing, oldest first, and by whom. */
    private static List<String> about(Database database, String kind, Object id) {
        return database
                .asOwner()
                .values(
                        "select action || ' by ' || coalesce(actor_id::text, 'nobody') from public.audit_log"
                                + " where object = ? order by id",
                        kind + ":" + id)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    @Test
    @DisplayName("tells who signed in and who tried to, from which network, and never an email")
    void signIns(TutorClient client, Database database) {
        var account = Accounts.signUp(client);
        assertThat(Accounts.login(client, account.email()).status()).isEqualTo(200);
        var wrong = Map.of("email", account.email().toUpperCase(java.util.Locale.ROOT), "password", "a guess or two");
        assertThat(client.anonymous().post(Accounts.LOGIN, wrong).status()).isEqualTo(401);
        var refresh = Map.of("refresh_token", account.refreshToken());
        assertThat(client.anonymous().post(Accounts.REFRESH, refresh).status()).isEqualTo(200);
        assertThat(client.anonymous().post(Accounts.REFRESH, refresh).status()).isEqualTo(401);
        assertThat(client.withToken(account.token())
                        .post("/api/v1/auth/logout")
                        .status())
                .isEqualTo(204);
        for (var tries = 0; tries < 20; tries++) {
            client.anonymous().post(Accounts.LOGIN, wrong);
        }

        assertThat(of(database, account.id()).stream().distinct())
                .containsExactly(
                        "account.sign_up ok",
                        "account.login ok",
                        "account.login invalid_credentials",
                        "account.refresh ok",
                        "account.refresh_reused ok",
                        "account.logout ok",
                        "account.login rate_limited");
        assertThat(database.asOwner()
                        .values(
                                "select distinct address::text from public.audit_log where actor_id = ? and address is not null",
                                account.id()))
                .containsExactly("127.0.0.0/24");
        var unknown = "nobody-" + UUID.randomUUID() + "@example.com";
        assertThat(Accounts.login(client, unknown).status()).isEqualTo(401);
        for (var email : List.of(account.email(), unknown)) {
            assertThat(database.asOwner()
                            .count("select 1 from public.audit_log l where strpos(lower(l::text), ?) > 0", email))
                    .isZero();
        }
    }

    @Test
    @DisplayName("tells what teachers changed, once for each deed and only if it was done")
    void authoring(@WithRole("teacher") Learner teacher, Learners learners, TutorClient client, Database database) {
        var by = " by " + teacher.id();
        var first = Authoring.capital(client);
        var second = Authoring.capitalOfCanada(client);
        var track = Authoring.track(client, "Capitals", first, second);
        var path = Paths.TRACKS + "/" + track;
        assertThat(client.put(path + "/units", Map.of("unit_ids", List.of(second, first)))
                        .status())
                .isEqualTo(200);
        assertThat(client.patch(path, Map.of("title", "Seats of governments")).status())
                .isEqualTo(200);

        assertThat(about(database, "unit", first)).containsExactly("unit.created" + by, "unit.key_set" + by);
        assertThat(about(database, "track", track))
                .containsExactly(
                        "track.created" + by,
                        "track.units_ordered" + by,
                        "track.units_ordered" + by,
                        "track.changed" + by);

        var stranger = client.as(learners.fresh());
        assertThat(stranger.delete(path).status()).isEqualTo(403);
        assertThat(client.delete("/api/v1/units/" + first).status())
                .as("it is in a track")
                .isEqualTo(409);
        assertThat(about(database, "unit", first)).hasSize(2);
        assertThat(about(database, "track", track)).hasSize(4);

        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.delete("/api/v1/units/" + first).status()).isEqualTo(204);
        assertThat(about(database, "unit", first)).last().isEqualTo("unit.deleted" + by);
        assertThat(about(database, "track", track)).contains("track.deleted" + by);
    }

    @Test
    @DisplayName("forgets who a teacher was who is gone, and keeps what they did together")
    void forgetsWhoItWas(
            @WithRole("teacher") Learner teacher, Learners learners, TutorClient client, Database database) {
        var unit = Authoring.capital(client);
        var track = Authoring.track(client, "Capitals", unit);

        learners.remove(teacher);

        assertThat(client.anonymous().get("/api/v1/health").status()).isEqualTo(200);
        assertThat(of(database, teacher.id())).isEmpty();
        assertThat(about(database, "track", track))
                .hasSize(2)
                .noneMatch(each -> each.contains(teacher.id().toString()));
        assertThat(database.asOwner()
                        .values(
                                "select distinct actor_id from public.audit_log where object in (?, ?)",
                                "unit:" + unit,
                                "track:" + track))
                .as("one random id in place of theirs")
                .hasSize(1)
                .doesNotContainNull();
        assertThat(client.as(learners.fresh()).get(Paths.TRACKS + "/" + track).status())
                .as("what they wrote is everybody's and stays")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("is only added to: no role of the API reads it, and a worker cannot change what it says")
    void isAppendOnly(Learner learner, Database database) {
        for (var statement : List.of(
                "select count(*) from public.audit_log",
                "update public.audit_log set outcome = 'ok'",
                "delete from public.audit_log",
                "truncate public.audit_log",
                "insert into public.audit_log (action, occurred_at) values ('account.login', now() - interval '1 day')")) {
            for (var role : List.of(database.asLearner(learner), database.asAnonymous(), database.asService())) {
                assertThatThrownBy(() -> role.update(statement))
                        .as(statement)
                        .isInstanceOfSatisfying(DatabaseRefusal.class, e -> assertThat(e.sqlState())
                                .isEqualTo("42501"));
            }
        }
        assertThatThrownBy(() -> database.asLearner(learner)
                        .update("insert into public.audit_log (action) values ('account.login')"))
                .isInstanceOf(DatabaseRefusal.class);
        assertThat(database.asService()
                        .update(
                                "insert into public.audit_log (action, actor_id) values ('account.login', ?)",
                                learner.id()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("lets go what is older than it should be, and nothing that is younger than thirty days")
    void isTrimmed(Learner learner, Database database) {
        for (var days : List.of(400, 200, 20)) {
            database.asOwner()
                    .update(
                            "insert into public.audit_log (action, actor_id, outcome, occurred_at)"
                                    + " values ('account.login', ?, ?, now() - make_interval(days => ?))",
                            learner.id(),
                            days + " days ago",
                            days);
        }

        assertThatThrownBy(() -> database.asService().rows("select public.trim_audit_log('29 days', 1000)"))
                .isInstanceOf(DatabaseRefusal.class);
        assertThatThrownBy(() -> database.asLearner(learner).rows("select public.trim_audit_log('365 days', 1000)"))
                .isInstanceOf(DatabaseRefusal.class);
        assertThat(database.asService().value(Integer.class, "select public.trim_audit_log('365 days', 1000)"))
                .isPositive();

        assertThat(of(database, learner.id()))
                .containsExactly("account.login 200 days ago", "account.login 20 days ago");
    }
}
