package dev.chiron.testkit.tiny;

import dev.chiron.testkit.StackSettings;
import java.util.Map;

/** This application has names of its own for everything. */
public class TinySettings implements StackSettings {

    @Override
    public Map<String, String> of(Addresses addresses) {
        return Map.of(
                "tiny.database", addresses.databaseJdbcUrl(),
                "tiny.secret", addresses.jwtSecret(),
                "tiny.temporal", addresses.temporalAddress(),
                "tiny.namespace", addresses.temporalNamespace(),
                "tiny.model", addresses.modelBaseUrl(),
                "server.port", "0");
    }
}
