package dev.chiron.tutor.identity.store;

import dev.chiron.tutor.platform.database.AccountsDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Accounts, logins and refresh tokens, in the tables of Supabase Auth. */
@Repository
public class AccountStore {

    private final AccountsDatabase database;
    private final JsonMapper json;

    AccountStore(AccountsDatabase database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * One account.
     *
     * @param passwordHash bcrypt; blank where there is no password
     * @param confirmed whether the email has been shown to be theirs
     * @param appMetadata what the server says of the learner, such as their role
     */
    public record Account(
            UUID id,
            String email,
            String passwordHash,
            boolean confirmed,
            JsonNode appMetadata,
            JsonNode userMetadata) {

        /** Says nothing of the password. */
        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    /**
     * One refresh token and the login it belongs to.
     *
     * @param revoked used, or of a login that has been ended
     * @param expired its login has come to its end
     */
    public record RefreshToken(UUID userId, UUID sessionId, boolean revoked, boolean expired) {}

    /** Does the work in one transaction. */
    public <T> T inTransaction(Supplier<T> work) {
        T result = database.transactions().execute(status -> work.get());
        return result;
    }

    /**
     * Adds an account, with every value that Supabase Auth wants to find in it should it take the database over; false when
     * the email has one.
     */
    public boolean add(UUID id, String email, String passwordHash) {
        try {
            database.jdbc()
                    .sql("""
                            insert into auth.users (id, instance_id, aud, role, email, encrypted_password,
                                email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
                                confirmation_token, recovery_token, email_change_token_new, email_change)
                            values (:id, '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated',
                                :email, :hash, now(), '{"provider":"email","providers":["email"]}', '{}', now(), now(),
                                '', '', '', '')
                            """)
                    .param("id", id)
                    .param("email", email)
                    .param("hash", passwordHash)
                    .update();
        } catch (DuplicateKeyException e) {
            return false;
        }
        database.jdbc()
                .sql("""
                        insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at,
                            created_at, updated_at)
                        values (:sub, :id, jsonb_build_object('sub', :sub, 'email', :email, 'email_verified', false,
                            'phone_verified', false), 'email', now(), now(), now())
                        """)
                .param("id", id)
                .param("sub", id.toString())
                .param("email", email)
                .update();
        return true;
    }

    public Optional<Account> byEmail(String email) {
        return account("lower(email) = :email and is_sso_user = false", "email", email);
    }

    public Optional<Account> byId(UUID id) {
        return account("id = :id", "id", id);
    }

    private Optional<Account> account(String condition, String parameter, Object value) {
        return database.jdbc()
                .sql("""
                        select id, email, coalesce(encrypted_password, '') as hash, confirmed_at is not null as confirmed,
                               coalesce(raw_app_meta_data, '{}')::text as app, coalesce(raw_user_meta_data, '{}')::text as usr
                        from auth.users
                        where deleted_at is null and (banned_until is null or banned_until < now()) and\s""" + condition)
                .param(parameter, value)
                .query((row, number) -> new Account(
                        row.getObject("id", UUID.class),
                        row.getString("email"),
                        row.getString("hash"),
                        row.getBoolean("confirmed"),
                        json.readTree(row.getString("app")),
                        json.readTree(row.getString("usr"))))
                .optional();
    }

    /**
     * Opens a login.
     *
     * @param lifetime after which it ends, however often it was refreshed
     */
    public void openSession(UUID sessionId, UUID userId, Duration lifetime) {
        database.jdbc()
                .sql("""
                        insert into auth.sessions (id, user_id, created_at, updated_at, aal, not_after)
                        values (:id, :user, now(), now(), 'aal1', now() + make_interval(secs => :seconds))
                        """)
                .param("id", sessionId)
                .param("user", userId)
                .param("seconds", lifetime.toSeconds())
                .update();
        database.jdbc()
                .sql("update auth.users set last_sign_in_at = now() where id = :user")
                .param("user", userId)
                .update();
    }

    /**
     * Adds a refresh token to a login.
     *
     * @param parent the token that was given for it; empty for the first of a login
     */
    public void addRefreshToken(String token, UUID userId, UUID sessionId, String parent) {
        database.jdbc()
                .sql("""
                        insert into auth.refresh_tokens (instance_id, token, user_id, session_id, parent, revoked,
                            created_at, updated_at)
                        values ('00000000-0000-0000-0000-000000000000', :token, :user, :session, :parent, false,
                            now(), now())
                        """)
                .param("token", token)
                .param("user", userId.toString())
                .param("session", sessionId)
                .param("parent", parent)
                .update();
    }

    /** The token as it stands, locked until the transaction ends, so that two uses cannot both be the first. */
    public Optional<RefreshToken> lockRefreshToken(String token) {
        return database.jdbc()
                .sql("""
                        select t.user_id, t.session_id, t.revoked, coalesce(s.not_after <= now(), false) as expired
                        from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id
                        where t.token = :token for update of t
                        """)
                .param("token", token)
                .query((row, number) -> new RefreshToken(
                        UUID.fromString(row.getString("user_id")),
                        row.getObject("session_id", UUID.class),
                        row.getBoolean("revoked"),
                        row.getBoolean("expired")))
                .optional();
    }

    public void revokeRefreshToken(String token) {
        database.jdbc()
                .sql("update auth.refresh_tokens set revoked = true, updated_at = now() where token = :token")
                .param("token", token)
                .update();
    }

    /** Revokes a whole login: none of its refresh tokens works any more, and using one again is still noticed. */
    public void revokeSession(UUID sessionId) {
        database.jdbc()
                .sql("update auth.refresh_tokens set revoked = true, updated_at = now() where session_id = :session")
                .param("session", sessionId)
                .update();
    }

    /** Ends a login of this person, with its refresh tokens, as Supabase Auth does; none of that id is no error. */
    public void endSession(UUID sessionId, UUID userId) {
        database.jdbc()
                .sql("delete from auth.sessions where id = :session and user_id = :user")
                .param("session", sessionId)
                .param("user", userId)
                .update();
    }
}
