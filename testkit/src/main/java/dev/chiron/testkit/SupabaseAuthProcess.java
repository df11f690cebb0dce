package dev.chiron.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Supabase Auth server on a database of ours, behind the part of Supabase's gateway that belongs to it. Its program is
 * the one that the variable {@code TEST_SUPABASE_AUTH_PROGRAM} names; it listens on 127.0.0.1 only and sends no mail.
 */
public final class SupabaseAuthProcess implements AutoCloseable {

    /** How the project signs its access tokens. */
    public enum Signing {
        /** HS256 by the project's secret, as older projects do. */
        SHARED_SECRET,
        /** By a key of its own, whose public half is at {@code /.well-known/jwks.json}. */
        ES256
    }

    /** The variable that names the program. */
    public static final String PROGRAM = "TEST_SUPABASE_AUTH_PROGRAM";

    private static final String ROLE = "supabase_auth_admin";
    /** One for all: the role belongs to the whole database server, and servers of earlier stacks still use it. */
    private static final String PASSWORD = UUID.randomUUID().toString();

    private static final int STARTS = 5;
    private static final int COORDINATE_BYTES = 32;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final SupabaseGateway gateway;
    private final String publicKey;
    private final Path log;

    private SupabaseAuthProcess(Process process, SupabaseGateway gateway, String publicKey, Path log) {
        this.process = process;
        this.gateway = gateway;
        this.publicKey = publicKey;
        this.log = log;
    }

    /**
     * Runs the server's migrations on the database, then the server. An account needs no confirmed email, a password has at
     * least 8 characters, and a refresh token works once.
     *
     * @param databaseUrl {@code postgresql://user:password@host:port/database}, of a superuser, prepared by
     *     {@code SupabaseBootstrap}, with accounts or without
     * @param jwtSecret at least 32 characters
     * @param settings further {@code GOTRUE_…} variables, which win over ours
     * @throws IllegalStateException when no program is named, or it does not start
     */
    public static SupabaseAuthProcess start(
            String databaseUrl, String jwtSecret, Signing signing, Map<String, String> settings) {
        Path program = program();
        String url = login(databaseUrl);
        String publicKey = Tokens.sign("{\"role\":\"anon\",\"iss\":\"supabase\"}", jwtSecret);
        SupabaseGateway gateway = SupabaseGateway.start(publicKey);
        boolean started = false;
        try {
            Map<String, String> environment = environment(url, gateway.url() + "/auth/v1", jwtSecret);
            if (signing == Signing.ES256) {
                environment.put("GOTRUE_JWT_KEYS", newSigningKey());
            }
            environment.putAll(settings);
            migrate(program, environment);
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                environment.put("PORT", Integer.toString(port));
                Path log = Files.createTempFile("supabase-auth", ".log");
                Process process = run(program, environment, log, "serve");
                if (isServing(process, port)) {
                    gateway.leadTo(port);
                    started = true;
                    return new SupabaseAuthProcess(process, gateway, publicKey, log);
                }
                end(process);
                String said = Files.readString(log);
                Files.delete(log);
                // Between our look and its start somebody else may have taken the port.
                if (attempt == STARTS || !said.contains("address already in use")) {
                    throw new IllegalStateException(program + " does not serve:\n" + said);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(program + " cannot be run", e);
        } finally {
            if (!started) {
                gateway.close();
            }
        }
    }

    /** Only brings the database up to date, as every start does. */
    public static void migrate(String databaseUrl) {
        try {
            migrate(program(), environment(login(databaseUrl), "http://127.0.0.1/auth/v1", "x".repeat(32)));
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot be run", e);
        }
    }

    /** What an application's {@code SUPABASE_URL} has to be. */
    public URI url() {
        return gateway.url();
    }

    /** What its {@code SUPABASE_ANON_KEY} has to be. */
    public String publicKey() {
        return publicKey;
    }

    /** What the server has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        String named = System.getenv(PROGRAM);
        if (named == null || named.isBlank()) {
            throw new IllegalStateException(PROGRAM
                    + " is not set: it has to name the program of a Supabase Auth server" + " (see docs/testing.md)");
        }
        Path program = Path.of(named.strip());
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(PROGRAM + " is " + program + ", which is not a program");
        }
        return program;
    }

    /** Lets the owner of the accounts log in, with its search path, as in a project; answers its URL. */
    private static synchronized String login(String databaseUrl) {
        PgUrl owner = PgUrl.parse(databaseUrl);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + ROLE + " login password '" + PASSWORD + "'");
            statement.execute("alter role " + ROLE + " in database " + owner.database() + " set search_path = auth");
            statement.execute("grant create on database " + owner.database() + " to " + ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be prepared for Supabase Auth", e);
        }
        return "postgresql://" + ROLE + ":" + PASSWORD + "@" + owner.host() + ":" + owner.port() + "/"
                + owner.database() + "?sslmode=disable";
    }

    private static Map<String, String> environment(String databaseUrl, String publicUrl, String jwtSecret) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("GOTRUE_DB_DRIVER", "postgres");
        variables.put("DATABASE_URL", databaseUrl);
        variables.put("DB_NAMESPACE", "auth");
        variables.put("GOTRUE_DB_MAX_POOL_SIZE", "10");
        variables.put("GOTRUE_API_HOST", "127.0.0.1");
        variables.put("API_EXTERNAL_URL", publicUrl);
        variables.put("GOTRUE_SITE_URL", "http://127.0.0.1");
        variables.put("GOTRUE_JWT_SECRET", jwtSecret);
        variables.put("GOTRUE_JWT_ISSUER", publicUrl);
        variables.put("GOTRUE_JWT_EXP", "3600");
        variables.put("GOTRUE_JWT_AUD", "authenticated");
        variables.put("GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated");
        variables.put("GOTRUE_JWT_ADMIN_ROLES", "service_role");
        variables.put("GOTRUE_EXTERNAL_EMAIL_ENABLED", "true");
        variables.put("GOTRUE_MAILER_AUTOCONFIRM", "true");
        variables.put("GOTRUE_PASSWORD_MIN_LENGTH", "8");
        variables.put("GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED", "true");
        variables.put("GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", "0");
        variables.put("GOTRUE_LOG_LEVEL", "warn");
        return variables;
    }

    private static void migrate(Path program, Map<String, String> environment) throws IOException {
        Path log = Files.createTempFile("supabase-auth-migrate", ".log");
        try {
            Process process = run(program, environment, log, "migrate");
            if (!exits(process, Ceiling.WAIT) || process.exitValue() != 0) {
                end(process);
                throw new IllegalStateException("Supabase Auth's migrations fail:\n" + Files.readString(log));
            }
        } finally {
            Files.delete(log);
        }
    }

    private static Process run(Path program, Map<String, String> environment, Path log, String command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(new File(System.getProperty("java.io.tmpdir")));
        // Nothing of a developer's own settings reaches it.
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A test JVM that is ended takes it along.
        Thread hook = new Thread(process::destroyForcibly, "supabase-auth-exit");
        Runtime.getRuntime().addShutdownHook(hook);
        return process;
    }

    private static boolean isServing(Process process, int port) {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(Ceiling.WAIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive() || answers(client, health));
            return process.isAlive();
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static boolean answers(HttpClient client, HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean exits(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void end(Process process) {
        process.destroy();
        if (!exits(process, STOP_LIMIT)) {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A private key as the server wants it: a list of JSON web keys of which one may sign. */
    private static String newSigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            var pair = generator.generateKeyPair();
            var point = ((ECPublicKey) pair.getPublic()).getW();
            return """
                    [{"kty":"EC","crv":"P-256","alg":"ES256","kid":"%s","key_ops":["sign","verify"],"x":"%s","y":"%s","d":"%s"}]
                    """.formatted(
                    UUID.randomUUID(),
                    encoded(point.getAffineX()),
                    encoded(point.getAffineY()),
                    encoded(((ECPrivateKey) pair.getPrivate()).getS())).strip();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has elliptic curves", e);
        }
    }

    private static String encoded(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    /** Ends the server within 5 s. */
    @Override
    public void close() {
        end(process);
        gateway.close();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
