package dev.chiron.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells an application where its surroundings are, under the names it knows. An implementation needs a constructor without
 * parameters; the names and values become command-line properties. One that is {@link AutoCloseable} is closed when the
 * application has ended, before its database is dropped.
 */
@FunctionalInterface
public interface StackSettings {

    /**
     * Where everything is.
     *
     * @param databaseUrl {@code postgresql://user:password@host:port/database}
     * @param databaseJdbcUrl the same for JDBC, user and password included
     * @param jwtSecret the HS256 secret that access tokens are signed with
     * @param temporalAddress {@code host:port}
     * @param temporalNamespace a namespace that exists
     * @param modelBaseUrl the base URL of an OpenAI-compatible API, ending in {@code /v1}
     */
    record Addresses(
            String databaseUrl,
            String databaseJdbcUrl,
            String jwtSecret,
            String temporalAddress,
            String temporalNamespace,
            String modelBaseUrl) {

        /** Without the secrets. */
        @Override
        public String toString() {
            return "Temporal at " + temporalAddress + "/" + temporalNamespace + ", model at " + modelBaseUrl;
        }
    }

    /** The settings by name. {@code PORT} or whatever the application calls it should be 0. */
    Map<String, String> of(Addresses addresses);

    /** The usual names of Supabase, Temporal and OpenAI. */
    final class Supabase implements StackSettings {

        /** For the annotation. */
        public Supabase() {}

        @Override
        public Map<String, String> of(Addresses addresses) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("SUPABASE_DB_URL", addresses.databaseUrl());
            settings.put("SUPABASE_JWT_SECRET", addresses.jwtSecret());
            settings.put("TEMPORAL_ADDRESS", addresses.temporalAddress());
            settings.put("TEMPORAL_NAMESPACE", addresses.temporalNamespace());
            settings.put("OPENAI_BASE_URL", addresses.modelBaseUrl());
            settings.put("OPENAI_API_KEY", "scripted");
            settings.put("OPENAI_MODEL", "scripted");
            settings.put("PORT", "0");
            return settings;
        }
    }
}
