package dev.chiron.tutor.identity.store;

import dev.chiron.tutor.platform.database.AccountsDatabase;
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
     * @param passwordHash bcrypt
     * @param appMetadata what the server says of the learner, such as their role
     */
    public record Account(UUID id, String email, String passwordHash, JsonNode appMetadata, JsonNode userMetadata) {

        /** Says nothing of the password. */
        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    /** One refresh token and the login it belongs to. */
    public record RefreshToken(UUID userId, UUID sessionId, boolean revoked) {}

    /** Does the work in one transaction. */
    public <T> T inTransaction(Supplier<T> work) {
        T result = database.transactions().execute(status -> work.get());
        return result;
    }

    /** Adds an account; false when the email has one. */
    public boolean add(UUID id, String email, String passwordHash) {
        try {
            return database.jdbc()
                            .sql("""
                                    insert into auth.users (id, instance_id, aud, role, email, encrypted_password,
                                        email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
                                    values (:id, '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated',
                                        :email, :hash, now(), '{"provider":"email","providers":["email"]}', '{}', now(), now())
                                    """)
                            .param("id", id)
                            .param("email", email)
                            .param("hash", passwordHash)
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
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
                        select id, email, coalesce(encrypted_password, '') as hash,
                               coalesce(raw_app_meta_data, '{}')::text as app, coalesce(raw_user_meta_data, '{}')::text as usr
                        from auth.users
                        where deleted_at is null and (banned_until is null or banned_until < now()) and\s""" + condition)
                .param(parameter, value)
                .query((row, number) -> new Account(
                        row.getObject("id", UUID.class),
                        row.getString("email"),
                        row.getString("hash"),
                        json.readTree(row.getString("app")),
                        json.readTree(row.getString("usr"))))
                .optional();
    }

    /** Opens a login. */
    public void openSession(UUID sessionId, UUID userId) {
        database.jdbc()
                .sql(
                        "insert into auth.sessions (id, user_id, created_at, updated_at) values (:id, :user, now(), now())")
                .param("id", sessionId)
                .param("user", userId)
                .update();
        database.jdbc()
                .sql("update auth.users set last_sign_in_at = now() where id = :user")
                .param("user", userId)
                .update();
    }

    public void addRefreshToken(String token, UUID userId, UUID sessionId) {
        database.jdbc()
                .sql("""
                        insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
                        values (:token, :user, :session, false, now(), now())
                        """)
                .param("token", token)
                .param("user", userId.toString())
                .param("session", sessionId)
                .update();
    }

    /** The token as it stands, locked until the transaction ends, so that two uses cannot both be the first. */
    public Optional<RefreshToken> lockRefreshToken(String token) {
        return database.jdbc()
                .sql("select user_id, session_id, revoked from auth.refresh_tokens where token = :token for update")
                .param("token", token)
                .query((row, number) -> new RefreshToken(
                        UUID.fromString(row.getString("user_id")),
                        row.getObject("session_id", UUID.class),
                        row.getBoolean("revoked")))
                .optional();
    }

    public void revokeRefreshToken(String token) {
        database.jdbc()
                .sql("update auth.refresh_tokens set revoked = true, updated_at = now() where token = :token")
                .param("token", token)
                .update();
    }

    /** Ends a login: none of its refresh tokens works any more. */
    public void revokeSession(UUID sessionId) {
        database.jdbc()
                .sql("update auth.refresh_tokens set revoked = true, updated_at = now() where session_id = :session")
                .param("session", sessionId)
                .update();
    }
}
