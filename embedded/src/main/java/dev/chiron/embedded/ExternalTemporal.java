package dev.chiron.embedded;

import java.util.regex.Pattern;

/** A Temporal server that was there before us and stays when we go. */
record ExternalTemporal(String target, String namespace) implements TemporalBackend {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^\\s:/]+):([0-9]{1,5})");

    ExternalTemporal {
        var parts = ADDRESS.matcher(target);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new IllegalArgumentException(
                    "TEMPORAL_ADDRESS must be host:port, as in localhost:7233, not: " + target);
        }
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("TEMPORAL_NAMESPACE must not be blank");
        }
    }

    @Override
    public Kind kind() {
        return Kind.EXTERNAL;
    }

    @Override
    public String describe() {
        return "server at " + target + ", namespace " + namespace;
    }

    @Override
    public void close() {}
}
