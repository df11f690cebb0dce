package dev.chiron.tutor.chat.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.temporal.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the workflows of one type have done, event by event, as files: a workflow that still runs somewhere with such a
 * history must go on with the code of today. Run a workflow's test with {@code -Dchiron.record-histories=true} to write
 * the files of what it runs anew: of new scenarios, or after a change that is meant and versioned.
 */
public final class Histories {

    public static final Histories CHAT = new Histories("chat");
    public static final Histories PATH = new Histories("path");

    private static final boolean RECORDING = Boolean.getBoolean("chiron.record-histories");

    private final Path folder;

    private Histories(String workflow) {
        this.folder = Path.of("src/test/resources/histories", workflow);
    }

    /** An environment with the application's payloads and virtual workflow threads; its time skips. */
    public static TestWorkflowEnvironment environment(WorkerInterceptor... interceptors) {
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

    /** The histories of all runs that came of these starts, in order, each once. */
    public static List<WorkflowExecutionHistory> runs(WorkflowClient client, List<WorkflowExecution> starts) {
        var known = new HashSet<String>();
        var histories = new ArrayList<WorkflowExecutionHistory>();
        for (var start : starts) {
            for (var run = start.getRunId(); !run.isEmpty() && known.add(run); ) {
                var history = client.fetchHistory(start.getWorkflowId(), run);
                histories.add(replayable(history));
                run = history.getLastEvent()
                        .getWorkflowExecutionContinuedAsNewEventAttributes()
                        .getNewExecutionRunId();
            }
        }
        return histories;
    }

    /** What the workflow itself did: the event of its termination is not for a replay. */
    private static WorkflowExecutionHistory replayable(WorkflowExecutionHistory history) {
        var events = history.getHistory().toBuilder();
        var last = events.getEventsCount() - 1;
        if (events.getEvents(last).getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED) {
            return history;
        }
        return new WorkflowExecutionHistory(events.removeEvents(last).build());
    }

    /** Writes the runs of one test, if this is a recording. */
    public void record(Method test, List<WorkflowExecutionHistory> runs) {
        if (!RECORDING) {
            return;
        }
        try {
            Files.createDirectories(folder);
            for (var file : files()) {
                if (testOf(file).equals(test.getName())) {
                    Files.delete(file);
                }
            }
            for (var i = 0; i < runs.size(); i++) {
                Files.writeString(
                        folder.resolve(test.getName() + "." + (i + 1) + ".json"),
                        runs.get(i).toJson(false) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Path> files() {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that this test made. */
    public List<Path> filesOf(String test) {
        return files().stream().filter(file -> testOf(file).equals(test)).toList();
    }

    public static WorkflowExecutionHistory read(Path file) throws IOException {
        return WorkflowExecutionHistory.fromJson(Files.readString(file));
    }

    /** Fails unless every test of a class has a recording, and every recording its test. */
    public void areThoseOf(Class<?> scenarios) {
        var tests = Arrays.stream(scenarios.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toSet());
        var recorded = files().stream().map(Histories::testOf).collect(Collectors.toSet());

        assertThat(recorded).isEqualTo(tests);
    }

    private static String testOf(Path file) {
        var name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
