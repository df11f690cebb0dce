package dev.chiron.tutor.account.store;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Accounts that are to go, as {@code service_role}. Every step is safe to repeat. */
@Repository
public class DeletionStore {

    private final JdbcClient jdbc;

    DeletionStore(@Qualifier("workerJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How the owner of an account can show that it is theirs.
     *
     * @param email null for an account without one
     */
    public record Proof(@Nullable String email, boolean hasPassword) {}

    /** Empty when there is no such account. */
    public Optional<Proof> proof(LearnerId account) {
        return jdbc.sql("select email, has_password from public.account_proof(:account)")
                .param("account", account.value())
                .query((row, number) -> new Proof(row.getString("email"), row.getBoolean("has_password")))
                .optional();
    }

    /** Closes an account and notes that it is to go, in one step; false when it is gone or going already. */
    public boolean request(LearnerId account) {
        return jdbc.sql("select public.request_account_deletion(:account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    /** Takes deletions whose next step is due, and puts that off: of several nodes each takes others. */
    public List<Deletion> takeDue(Duration again, int limit) {
        return jdbc
                .sql("""
                        update public.account_deletions set next_step_at = now() + make_interval(secs => :again)
                        where account_id in (
                            select account_id from public.account_deletions where next_step_at <= now()
                            order by next_step_at limit :limit
                            for update skip locked
                        )
                        returning account_id
                        """)
                .param("again", again.toMillis() / 1000.0)
                .param("limit", limit)
                .query(UUID.class)
                .list()
                .stream()
                .map(LearnerId::new)
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Makes every deletion due now: after a start nobody knows how far the last process had come. */
    public int makeAllDue() {
        return jdbc.sql("update public.account_deletions set next_step_at = now() where next_step_at > now()")
                .update();
    }

    /** Empty when nothing is left of the account. */
    public Optional<Deletion> find(LearnerId account) {
        return jdbc.sql("""
                        select account_id, extract(epoch from now() - erased_at) as erased_seconds,
                               case when erased_at is not null then session_ids
                                    else array(select id from public.chat_sessions where user_id = account_id) end
                                   as sessions,
                               case when erased_at is not null then track_ids
                                    else array(select track_id from public.user_progress where user_id = account_id) end
                                   as tracks
                        from public.account_deletions where account_id = :account
                        """)
                .param("account", account.value())
                .query((row, number) -> deletion(row))
                .optional();
    }

    private static Deletion deletion(ResultSet row) throws SQLException {
        var erased = row.getBigDecimal("erased_seconds");
        return new Deletion(
                new LearnerId(row.getObject("account_id", UUID.class)),
                ids(row, "sessions", SessionId::new),
                ids(row, "tracks", TrackId::new),
                erased == null
                        ? null
                        : Duration.ofMillis(erased.movePointRight(3).longValue()));
    }

    private static <T> List<T> ids(ResultSet row, String column, Function<UUID, T> id) throws SQLException {
        return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(id).toList();
    }

    /** Deletes the account and all rows that hang on it. */
    public void erase(LearnerId account) {
        jdbc.sql("select public.erase_account(:account)")
                .param("account", account.value())
                .query(Boolean.class)
                .single();
    }

    /** Says when the next step of a deletion is due. */
    public void lookAgain(LearnerId account, Duration after) {
        jdbc.sql("""
                        update public.account_deletions set next_step_at = now() + make_interval(secs => :after)
                        where account_id = :account
                        """)
                .param("after", after.toMillis() / 1000.0)
                .param("account", account.value())
                .update();
    }

    /** Forgets that there ever was such an account. */
    public void end(LearnerId account) {
        jdbc.sql("delete from public.account_deletions where account_id = :account and erased_at is not null")
                .param("account", account.value())
                .update();
    }
}
