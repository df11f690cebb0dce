package dev.chiron.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Other processes of this machine: which are alive, and how they are ended. */
final class Processes {

    private Processes() {}

    /** True while the process can still do anything; one that has ended and only waits to be collected counts as gone. */
    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isCollectable(process.pid());
    }

    /**
     * Ends the processes and all their children: asks first, and kills what is left.
     *
     * @param patience how long they may take after having been asked
     */
    static void end(List<ProcessHandle> processes, Duration patience) {
        List<ProcessHandle> all = processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!Patience.until(patience, () -> all.stream().noneMatch(Processes::isRunning))) {
            kill(all);
        }
    }

    /** Kills the processes and waits for up to a second until they are gone. */
    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        Patience.until(Duration.ofSeconds(1), () -> processes.stream().noneMatch(Processes::isRunning));
    }

    private static boolean isCollectable(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(stat)) {
            return false;
        }
        try {
            String text = Files.readString(stat);
            // The state follows the name, which stands in brackets and may hold any character.
            int state = text.lastIndexOf(')') + 2;
            return state < text.length() && (text.charAt(state) == 'Z' || text.charAt(state) == 'X');
        } catch (IOException gone) {
            return true;
        }
    }
}
