package dev.chiron.testkit;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which workflows the application has started or signalled, and which ids their ids, memos and inputs name: the learner's
 * is among them. A server in this process cannot list its workflows, and no other could say whose they are.
 */
final class WorkflowLedger {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, Set<String>> workflows = new ConcurrentHashMap<>();

    private record Entry(Set<UUID> named, Set<String> runs) {}

    /** The same client, of whose starts and signals this ledger hears. */
    WorkflowClient heard(WorkflowClient client) {
        WorkflowClientOptions options = client.getOptions();
        WorkflowClientInterceptor[] known = options.getInterceptors();
        WorkflowClientInterceptor[] all = Arrays.copyOf(known, known.length + 1);
        all[known.length] = new Listener(options.getDataConverter());
        return WorkflowClient.newInstance(
                client.getWorkflowServiceStubs(),
                WorkflowClientOptions.newBuilder(options).setInterceptors(all).build());
    }

    /** The ids of all workflows. */
    Set<String> all() {
        return new TreeSet<>(entries.keySet());
    }

    /** The ids of the workflows that name a learner. */
    Set<String> of(UUID learner) {
        return new TreeSet<>(workflows.getOrDefault(learner, Set.of()));
    }

    /** The runs of a workflow that a start or a signal has met; others came of them. */
    Set<String> runs(String workflowId) {
        Entry entry = entries.get(workflowId);
        return entry == null ? Set.of() : Set.copyOf(entry.runs());
    }

    /** Whether a workflow names an id. */
    boolean names(String workflowId, UUID id) {
        Entry entry = entries.get(workflowId);
        return entry != null && entry.named().contains(id);
    }

    private void note(String workflowId, String runId, Collection<UUID> named) {
        Entry entry = entries.computeIfAbsent(
                workflowId, _ -> new Entry(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet()));
        if (!runId.isEmpty()) {
            entry.runs().add(runId);
        }
        if (entry.named().addAll(named)) {
            named.forEach(id -> workflows
                    .computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet())
                    .add(workflowId));
        }
    }

    private static Set<UUID> named(Stream<String> texts) {
        return texts.flatMap(text -> ID.matcher(text).results())
                .map(MatchResult::group)
                .map(UUID::fromString)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Writes down before the call: what a worker does of it may be sooner than its answer. */
    private final class Listener extends WorkflowClientInterceptorBase {

        private final DataConverter payloads;

        Listener(DataConverter payloads) {
            this.payloads = payloads;
        }

        @Override
        public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(WorkflowClientCallsInterceptor next) {
            return new WorkflowClientCallsInterceptorBase(next) {

                @Override
                public WorkflowStartOutput start(WorkflowStartInput input) {
                    heard(input);
                    WorkflowStartOutput output = super.start(input);
                    note(output.getWorkflowExecution());
                    return output;
                }

                @Override
                public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
                    heard(input.getWorkflowStartInput());
                    WorkflowSignalWithStartOutput output = super.signalWithStart(input);
                    note(output.getWorkflowStartOutput().getWorkflowExecution());
                    return output;
                }

                @Override
                public <R> WorkflowUpdateWithStartOutput<R> updateWithStart(WorkflowUpdateWithStartInput<R> input) {
                    heard(input.getWorkflowStartInput());
                    WorkflowUpdateWithStartOutput<R> output = super.updateWithStart(input);
                    note(output.getWorkflowStartOutput().getWorkflowExecution());
                    return output;
                }

                @Override
                public WorkflowSignalOutput signal(WorkflowSignalInput input) {
                    String id = input.getWorkflowExecution().getWorkflowId();
                    WorkflowLedger.this.note(
                            id,
                            input.getWorkflowExecution().getRunId(),
                            named(Stream.of(id, text(input.getArguments()))));
                    return super.signal(input);
                }
            };
        }

        private void heard(WorkflowClientCallsInterceptor.WorkflowStartInput input) {
            var memo = input.getOptions().getMemo();
            note(
                    input.getWorkflowId(),
                    "",
                    named(Stream.of(
                            input.getWorkflowId(), memo == null ? "" : memo.toString(), text(input.getArguments()))));
        }

        private void note(WorkflowExecution execution) {
            WorkflowLedger.this.note(execution.getWorkflowId(), execution.getRunId(), Set.of());
        }

        private void note(String workflowId, String runId, Set<UUID> named) {
            WorkflowLedger.this.note(workflowId, runId, named);
        }

        /** As the history will have it. */
        private String text(Object @Nullable [] arguments) {
            return arguments == null
                    ? ""
                    : payloads.toPayloads(arguments)
                            .map(all -> all.getPayloadsList().stream()
                                    .map(each -> each.getData().toStringUtf8())
                                    .collect(Collectors.joining("\n")))
                            .orElse("");
        }
    }
}
