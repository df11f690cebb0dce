package dev.chiron.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usual names, and a real Supabase Auth that keeps the accounts of the stack's database. Choose by one of the two
 * subclasses how it signs. The learners that the kit makes have tokens of the kit, not of this server: sign up instead.
 */
public abstract sealed class SupabaseAuthSettings implements StackSettings, AutoCloseable {

    private final SupabaseAuthProcess.Signing signing;
    private @Nullable SupabaseAuthProcess server;

    private SupabaseAuthSettings(SupabaseAuthProcess.Signing signing) {
        this.signing = signing;
    }

    @Override
    public Map<String, String> of(Addresses addresses) {
        SupabaseAuthProcess started =
                SupabaseAuthProcess.start(addresses.databaseUrl(), addresses.jwtSecret(), signing, Map.of());
        server = started;
        Map<String, String> settings = new LinkedHashMap<>(new StackSettings.Supabase().of(addresses));
        settings.put("SUPABASE_URL", started.url().toString());
        settings.put("SUPABASE_ANON_KEY", started.publicKey());
        if (signing == SupabaseAuthProcess.Signing.ES256) {
            settings.remove("SUPABASE_JWT_SECRET");
        }
        return settings;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** HS256 by the secret that the application knows. */
    public static final class SharedSecret extends SupabaseAuthSettings {

        /** For the annotation. */
        public SharedSecret() {
            super(SupabaseAuthProcess.Signing.SHARED_SECRET);
        }
    }

    /** ES256; the application knows no secret and asks for the public key. */
    public static final class SigningKey extends SupabaseAuthSettings {

        /** For the annotation. */
        public SigningKey() {
            super(SupabaseAuthProcess.Signing.ES256);
        }
    }
}
