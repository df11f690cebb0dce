package dev.chiron.bench;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link TurnLoad} does.
 *
 * @param server root of the server to measure
 * @param stubPort loopback port on which the stub of the model listens; the server has to use it
 * @param learners learners at once, each with one session
 * @param turns measured turns of each learner, one after another without a pause
 * @param warmUp turns of each learner before those, checked but not measured
 * @param deltas pieces of each reply
 * @param pause between two pieces
 * @param serverPid the server's process, for what it uses; 0: not told
 * @param idleStreams streams that are opened and left alone, each of another learner; 0: learners ask instead
 * @param idle how long they are left alone
 * @param messages sessions of them in which something is said afterwards, all at once
 */
record LoadSettings(
        URI server,
        int stubPort,
        int learners,
        int turns,
        int warmUp,
        int deltas,
        Duration pause,
        long serverPid,
        int idleStreams,
        Duration idle,
        int messages) {

    LoadSettings {
        if (learners < 1 || turns < 1 || warmUp < 0 || deltas < 1 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "learners, turns and deltas are at least 1, warm-up and pause at least 0");
        }
        if (serverPid < 0 || idleStreams < 0 || idle.isNegative() || messages < 0) {
            throw new IllegalArgumentException(
                    "idle streams, their seconds and messages, and a process are at least 0");
        }
        if (idleStreams > 0 && serverPid == 0) {
            throw new IllegalArgumentException("--idle-streams needs --server-pid, the process to look at");
        }
    }

    /**
     * Reads {@code --name=value} arguments; what is missing has its default.
     *
     * @throws IllegalArgumentException for an argument that is unknown or has the wrong form
     */
    static LoadSettings parse(String... arguments) {
        var values = new HashMap<>(Map.ofEntries(
                Map.entry("--server", "http://127.0.0.1:8080"),
                Map.entry("--stub-port", "18090"),
                Map.entry("--learners", "200"),
                Map.entry("--turns", "5"),
                Map.entry("--warm-up", "1"),
                Map.entry("--deltas", "20"),
                Map.entry("--pause-ms", "20"),
                Map.entry("--server-pid", "0"),
                Map.entry("--idle-streams", "0"),
                Map.entry("--idle-seconds", "60"),
                Map.entry("--messages", "100")));
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            if (equals < 0 || values.replace(argument.substring(0, equals), argument.substring(equals + 1)) == null) {
                throw new IllegalArgumentException(
                        "unknown argument " + argument + "; there are " + values.keySet() + ", each with =value");
            }
        }
        return new LoadSettings(
                URI.create(value(values, "--server")),
                number(values, "--stub-port"),
                number(values, "--learners"),
                number(values, "--turns"),
                number(values, "--warm-up"),
                number(values, "--deltas"),
                Duration.ofMillis(number(values, "--pause-ms")),
                number(values, "--server-pid"),
                number(values, "--idle-streams"),
                Duration.ofSeconds(number(values, "--idle-seconds")),
                number(values, "--messages"));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(value(values, name));
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    /** How long the stub takes for one reply. */
    Duration replyTime() {
        return pause.multipliedBy(deltas);
    }
}
