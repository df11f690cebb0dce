package dev.chiron.testkit;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes learners, and tokens that ought not to work. Safe to use from any thread.
 *
 * <p>Fresh learners are what keeps tests apart: each sees only its own rows, so they need no cleaning and run in parallel.
 */
public final class Learners implements AutoCloseable {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Accounts accounts;
    private final Tokens tokens;
    private final Consumer<Learner> made;

    Learners(PgUrl owner, Tokens tokens) {
        this(new Accounts(owner), tokens, _ -> {});
    }

    private Learners(Accounts accounts, Tokens tokens, Consumer<Learner> made) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.made = made;
    }

    /** The same, and somebody hears of every learner that is made. */
    Learners heardBy(Consumer<Learner> listener) {
        return new Learners(accounts, tokens, listener);
    }

    /** A learner nobody has seen before. */
    public Learner fresh() {
        return with(Map.of());
    }

    /** A fresh learner whose {@code app_metadata.role} is {@code teacher}. */
    public Learner teacher() {
        return withRole("teacher");
    }

    /** A fresh learner with the given {@code app_metadata.role}. */
    public Learner withRole(String role) {
        return with(Map.of("role", role));
    }

    /** A fresh learner with the given {@code app_metadata} beside Supabase's own entries. */
    public Learner with(Map<String, Object> appMetadata) {
        long start = System.nanoTime();
        UUID id = UUID.randomUUID();
        String email = "learner-" + id + "@example.org";
        Map<String, Object> stored = new HashMap<>(appMetadata);
        stored.put("provider", "email");
        stored.put("providers", List.of("email"));
        accounts.insert(id, email, Json.write(stored));
        Learner learner = known(id, email, appMetadata);
        accounts.placeNanos.add(System.nanoTime() - start);
        made.accept(learner);
        return learner;
    }

    /** A learner with a valid token and no row in the database, as after the deletion of an account. */
    public Learner withoutAccount() {
        UUID id = UUID.randomUUID();
        return known(id, "learner-" + id + "@example.org", Map.of());
    }

    /** A second token of the same learner, as from another device: same {@code sub}, other {@code session_id}. */
    public Learner onAnotherDevice(Learner learner) {
        return known(learner.id(), learner.email(), learner.appMetadata());
    }

    /** A token of the learner that was good until an hour ago. */
    public String expiredToken(Learner learner) {
        Instant issued = Instant.now().minus(LIFETIME.multipliedBy(2));
        return tokens.sign(Tokens.claims(learner.id(), learner.email(), learner.appMetadata(), issued, LIFETIME)
                .toString());
    }

    /** The learner's claims under a signature of another project. */
    public String tokenOfAnotherKey(Learner learner) {
        return Tokens.sign(learner.claims(), "another-project-s-secret-" + UUID.randomUUID());
    }

    /** The learner's claims with {@code alg: none} and no signature. */
    public String unsignedToken(Learner learner) {
        return Tokens.unsigned(learner.claims());
    }

    /** The claims of {@code victim} under the signature that was made for {@code thief}. */
    public String stolenIdentity(Learner thief, Learner victim) {
        return Tokens.tampered(thief.token(), victim.claims());
    }

    /** A token signed with the right key whose claims the test has changed, for instance another {@code aud}. */
    public String tokenWithClaims(Learner learner, Map<String, Object> changes) {
        ObjectNode claims = (ObjectNode) Json.parse(learner.claims());
        changes.forEach((name, value) -> claims.set(name, Json.MAPPER.valueToTree(value)));
        return tokens.sign(claims.toString());
    }

    /** A token signed with the right key in which a claim is missing, for instance {@code exp}. */
    public String tokenWithoutClaim(Learner learner, String claim) {
        ObjectNode claims = (ObjectNode) Json.parse(learner.claims());
        claims.remove(claim);
        return tokens.sign(claims.toString());
    }

    /**
     * Tokens of the learner that are broken in some forty ways, each of which ought not to work.
     *
     * @param seed what chance depends on
     * @param bait the address that tokens name where a careless server would look for a key
     */
    public ForgedTokens forgeriesOf(Learner learner, long seed, URI bait) {
        return ForgedTokens.of(tokens.key(), learner.claims(), seed, bait);
    }

    /** Deletes the learner's account, and with it every row that hangs on it. */
    public void remove(Learner learner) {
        accounts.execute("delete from auth.users where id = ?", learner.id());
    }

    /** How long the making of each learner took so far, in nanoseconds. */
    List<Long> placeNanos() {
        return List.copyOf(accounts.placeNanos);
    }

    /** Closes the connection that learners are written through. */
    @Override
    public void close() {
        accounts.close();
    }

    private Learner known(UUID id, String email, Map<String, Object> appMetadata) {
        String claims =
                Tokens.claims(id, email, appMetadata, Instant.now(), LIFETIME).toString();
        return new Learner(id, email, appMetadata, tokens.sign(claims), claims);
    }

    /** The rows in {@code auth.users}, written through one connection: one statement a learner instead of a login. */
    private static final class Accounts {

        private final PgUrl owner;
        private final List<Long> placeNanos = new CopyOnWriteArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Connection connection;

        Accounts(PgUrl owner) {
            this.owner = owner;
        }

        void insert(UUID id, String email, String appMetadata) {
            execute("""
                    insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data,
                                            email_confirmed_at, created_at, updated_at)
                    values (?, 'authenticated', 'authenticated', ?, ?::jsonb, '{}'::jsonb, now(), now(), now())
                    """, id, email, appMetadata);
        }

        void execute(String sql, Object... parameters) {
            lock.lock();
            try {
                if (connection == null || !connection.isValid(5)) {
                    connection = owner.connect();
                }
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < parameters.length; i++) {
                        statement.setObject(i + 1, parameters[i]);
                    }
                    statement.executeUpdate();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot write to auth.users as " + owner, e);
            } finally {
                lock.unlock();
            }
        }

        void close() {
            lock.lock();
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (SQLException _) {
                // The database is gone, and the connection with it.
            } finally {
                connection = null;
                lock.unlock();
            }
        }
    }
}
