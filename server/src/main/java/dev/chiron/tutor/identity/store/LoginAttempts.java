package dev.chiron.tutor.identity.store;

import dev.chiron.tutor.identity.LoginSettings;
import dev.chiron.tutor.platform.database.AccountsDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/**
 * Wrong passwords by email, in the database: they count on every node and over restarts. An email without an account is
 * counted like any other, so that a wait tells nothing; what is kept of it is its SHA-256.
 */
@Repository
public class LoginAttempts {

    /** The most rows that one attempt clears away of those that are to be forgotten. */
    private static final int CLEARED_AT_ONCE = 20;

    private final AccountsDatabase database;
    private final LoginSettings settings;

    LoginAttempts(AccountsDatabase database, LoginSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Counts an attempt as a wrong one, before its password is looked at: many at the same moment count as many.
     *
     * @return empty if the password may be looked at; else how long to wait, at least one second
     */
    public Optional<Duration> begin(String email) {
        var key = key(email);
        var begun = database.jdbc()
                .sql("""
                        insert into chiron.login_attempts as a (email_sha256, wrong, last_at, blocked_until)
                        values (:key, 1, clock_timestamp(), case when :attempts <= 1
                            then clock_timestamp() + make_interval(secs => :first) end)
                        on conflict (email_sha256) do update
                        set wrong = case when a.last_at < clock_timestamp() - make_interval(secs => :forget)
                                then 1 else a.wrong + 1 end,
                            last_at = clock_timestamp(),
                            blocked_until = case
                                when a.last_at < clock_timestamp() - make_interval(secs => :forget) then excluded.blocked_until
                                when a.wrong + 1 < :attempts then null
                                else clock_timestamp() + make_interval(secs => least(cast(:longest as float8),
                                    :first * power(2, least(a.wrong + 1 - :attempts, 30)))) end
                        where a.blocked_until is null or a.blocked_until <= clock_timestamp()
                        """)
                .param("key", key)
                .param("attempts", settings.attempts())
                .param("first", settings.firstWait().toSeconds())
                .param("longest", settings.longestWait().toSeconds())
                .param("forget", settings.forgetAfter().toSeconds())
                .update();
        if (begun == 1) {
            return Optional.empty();
        }
        var left = database.jdbc()
                .sql("""
                        select ceil(extract(epoch from blocked_until - clock_timestamp()))::bigint
                        from chiron.login_attempts where email_sha256 = :key
                        """)
                .param("key", key)
                .query(Long.class)
                .optional()
                .orElse(1L);
        return Optional.of(Duration.ofSeconds(Math.max(1, left)));
    }

    /** The password was right: what was counted before it is forgotten. */
    public void succeeded(String email) {
        database.jdbc()
                .sql("delete from chiron.login_attempts where email_sha256 = :key")
                .param("key", key(email))
                .update();
    }

    /** The password was wrong. Clears away some of what is to be forgotten, so that the table stays small. */
    public void failed() {
        database.jdbc()
                .sql("""
                        delete from chiron.login_attempts
                        where email_sha256 in (
                            select email_sha256 from chiron.login_attempts
                            where last_at < now() - make_interval(secs => :forget)
                            limit :most
                            for update skip locked)
                        """)
                .param("forget", settings.forgetAfter().toSeconds())
                .param("most", CLEARED_AT_ONCE)
                .update();
    }

    private static byte[] key(String email) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
