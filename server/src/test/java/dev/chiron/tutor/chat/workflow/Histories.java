package dev.chiron.tutor.chat.workflow;

import dev.chiron.tutor.platform.temporal.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What session workflows have done, event by event, as files: a workflow that still runs somewhere with such a history
 * must go on with the code of today. Run the workflow's tests with {@code -Dchiron.record-histories=true} to write
 * the files anew, after a change that is meant and versioned.
 */
final class Histories {

    static final Path FOLDER = Path.of("src/test/resources/histories");

    private static final boolean RECORDING = Boolean.getBoolean("chiron.record-histories");

    private Histories() {}

    /** An environment with the application's payloads and virtual workflow threads; its time skips. */
    static TestWorkflowEnvironment environment(WorkerInterceptor... interceptors) {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkerInterceptors(interceptors)
                        .build())
                .build());
    }

    /** Writes the runs of one test, if this is a recording. */
    static void record(String test, List<WorkflowExecutionHistory> runs) {
        if (!RECORDING) {
            return;
        }
        try {
            Files.createDirectories(FOLDER);
            for (var file : files()) {
                if (testOf(file).equals(test)) {
                    Files.delete(file);
                }
            }
            for (var i = 0; i < runs.size(); i++) {
                Files.writeString(
                        FOLDER.resolve(test + "." + (i + 1) + ".json"),
                        runs.get(i).toJson(false) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String testOf(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
