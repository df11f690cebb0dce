package dev.chiron.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The server's process as the system and its own metrics show it; Linux only. */
final class ServerProbe {

    private static final double TICKS_PER_SECOND = 100;
    private static final double MIB = 1024.0 * 1024.0;

    private final URI server;
    private final long pid;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param pid of the server's process, which runs on this machine as the same user */
    ServerProbe(URI server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * One moment of the process.
     *
     * @param residentMib memory that the system has given it
     * @param heapMib live objects, right after a collection
     * @param buffersMib direct buffers
     * @param platformThreads threads of the system
     * @param virtualThreads threads of the JVM
     * @param descriptors open files and connections
     * @param openStreams streams that learners read
     * @param cpuSeconds used since its start, of all cores
     * @param requestTransactions connections that requests have taken from their pool since its start
     * @param workerTransactions the same of workers
     */
    record Sample(
            double residentMib,
            double heapMib,
            double buffersMib,
            int platformThreads,
            int virtualThreads,
            int descriptors,
            int openStreams,
            double cpuSeconds,
            long requestTransactions,
            long workerTransactions) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "RSS %.0f MiB, live heap %.0f MiB, direct buffers %.0f MiB, %d platform threads, %d virtual threads, "
                            + "%d descriptors, %d open streams",
                    residentMib,
                    heapMib,
                    buffersMib,
                    platformThreads,
                    virtualThreads,
                    descriptors,
                    openStreams);
        }
    }

    /** Looks at everything; collects garbage first, so that what is counted is what is needed. */
    Sample sample() throws IOException, InterruptedException {
        var unused = jcmd("GC.run");
        var status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        var metrics = metrics();
        return new Sample(
                statusNumber(status, "VmRSS:") / 1024.0,
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
                sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"") / MIB,
                (int) statusNumber(status, "Threads:"),
                virtualThreads(),
                descriptors(),
                openStreams(metrics),
                cpuSeconds(),
                (long) sum(metrics, "hikaricp_connections_usage_seconds_count{pool=\"requests\""),
                (long) sum(metrics, "hikaricp_connections_usage_seconds_count{pool=\"workers\""));
    }

    /** Processor time of the process since its start, in seconds of one core. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name in parentheses may hold blanks; what follows it does not.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The server's metrics in Prometheus' form. */
    String metrics() throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(server.resolve("/actuator/prometheus")).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the metrics were answered " + response.statusCode());
        }
        return response.body();
    }

    /** Streams that learners read on the server now; -1 when it does not tell. */
    int openStreams(String metrics) {
        return metrics.contains("\nchiron_streams_open ") ? (int) sum(metrics, "chiron_streams_open ") : -1;
    }

    /** The sum of all lines of a metric that begin like this. */
    static double sum(String metrics, String begin) {
        return metrics.lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long statusNumber(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    private int descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return (int) files.count();
        }
    }

    private int virtualThreads() throws IOException, InterruptedException {
        var dump = Files.createTempFile("bench-threads", ".json");
        try {
            Files.delete(dump);
            var unused = jcmd("Thread.dump_to_file", "-format=json", dump.toString());
            try (var lines = Files.lines(dump)) {
                return (int)
                        lines.filter(line -> line.contains("\"virtual\": true")).count();
            }
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private String jcmd(String... command) throws IOException, InterruptedException {
        var words = new String[command.length + 2];
        words[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        words[1] = Long.toString(pid);
        System.arraycopy(command, 0, words, 2, command.length);
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("jcmd: " + output);
        }
        return output;
    }
}
