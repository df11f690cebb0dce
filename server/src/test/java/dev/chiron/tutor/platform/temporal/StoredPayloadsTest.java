package dev.chiron.tutor.platform.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.protobuf.ByteString;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.chiron.tutor.chat.workflow.Histories;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.WorkflowMethodType;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What earlier versions have left with Temporal in open workflows, and what their nodes still send: a file of samples for
 * each input and each result, which the code of today has to read to the last member. Run with {@code
 * -Dchiron.payloads.update=true} to add the shapes that the recorded histories show and no sample has; nothing is taken
 * away by that.
 */
@DisplayName("What earlier versions have left with Temporal")
final class StoredPayloadsTest {

    private static final Path FOLDER = Path.of("src/test/resources/payloads");
    private static final boolean UPDATE = Boolean.getBoolean("chiron.payloads.update");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DataConverter CONVERTER = Payloads.converter();

    /**
     * A place of a value in what Temporal keeps.
     *
     * @param name as in {@code LearningPathWorkflow.user_completed_unit.2} or {@code grade_answer_activity.result}
     * @param type what the code of today reads it as
     */
    private record Slot(String name, AnnotatedType type) {

        Path file() {
            return FOLDER.resolve(name + ".json");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Class<?>> WORKFLOWS;
    private static final List<Class<?>> ACTIVITIES;
    private static final Map<String, Slot> SLOTS;

    static {
        var program = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.chiron.tutor");
        WORKFLOWS = annotated(program, WorkflowInterface.class);
        ACTIVITIES = annotated(program, ActivityInterface.class);
        SLOTS = slots();
    }

    private static List<Class<?>> annotated(
            JavaClasses program, Class<? extends java.lang.annotation.Annotation> annotation) {
        var found = new ArrayList<Class<?>>();
        program.stream().filter(each -> each.isAnnotatedWith(annotation)).forEach(each -> found.add(each.reflect()));
        return found;
    }

    /** Every input and result of every workflow, signal and activity; what a query answers is kept nowhere. */
    private static Map<String, Slot> slots() {
        var slots = new TreeMap<String, Slot>();
        WORKFLOWS.forEach(type -> {
            var metadata = POJOWorkflowInterfaceMetadata.newInstance(type);
            var workflow = metadata.getWorkflowType().orElseThrow();
            for (var method : metadata.getMethodsMetadata()) {
                if (method.getType() == WorkflowMethodType.WORKFLOW) {
                    add(slots, workflow, method.getWorkflowMethod());
                } else if (method.getType() != WorkflowMethodType.QUERY) {
                    add(slots, workflow + "." + method.getName(), method.getWorkflowMethod());
                }
            }
        });
        ACTIVITIES.forEach(type -> POJOActivityInterfaceMetadata.newInstance(type)
                .getMethodsMetadata()
                .forEach(method -> add(slots, method.getActivityTypeName(), method.getMethod())));
        return slots;
    }

    private static void add(Map<String, Slot> slots, String name, Method method) {
        var inputs = method.getAnnotatedParameterTypes();
        for (var i = 0; i < inputs.length; i++) {
            slots.put(name + "." + (i + 1), new Slot(name + "." + (i + 1), inputs[i]));
        }
        if (method.getReturnType() != void.class) {
            slots.put(name + ".result", new Slot(name + ".result", method.getAnnotatedReturnType()));
        }
    }

    @TestFactory
    @DisplayName("is read to its last member")
    Stream<DynamicTest> everySampleIsRead() {
        update();
        return SLOTS.values().stream().flatMap(slot -> samples(slot).stream()
                .map(sample -> dynamicTest(slot + " " + sample, () -> assertThat(problems(slot.type(), sample))
                        .isEmpty())));
    }

    @Test
    @DisplayName("has a sample of every input and result, and no sample is of something that is gone")
    void everySlotHasSamples() throws IOException {
        update();
        var without = SLOTS.values().stream()
                .filter(slot -> samples(slot).isEmpty())
                .map(Slot::name)
                .toList();
        assertThat(without)
                .as("record a history that has it, then run this test with -Dchiron.payloads.update=true")
                .isEmpty();

        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .as("a payload was renamed or taken away: workflows that are open have it still")
                    .isSubsetOf(SLOTS.keySet());
        }
    }

    @Test
    @DisplayName("has every workflow, signal and activity in one recorded history at least")
    void everythingIsRecorded() {
        var wanted = new TreeSet<String>();
        WORKFLOWS.forEach(type -> {
            var metadata = POJOWorkflowInterfaceMetadata.newInstance(type);
            var workflow = metadata.getWorkflowType().orElseThrow();
            metadata.getMethodsMetadata().stream()
                    .filter(each -> each.getType() != WorkflowMethodType.QUERY)
                    .forEach(each -> wanted.add(
                            each.getType() == WorkflowMethodType.WORKFLOW
                                    ? workflow
                                    : workflow + "." + each.getName()));
        });
        ACTIVITIES.forEach(type -> POJOActivityInterfaceMetadata.newInstance(type)
                .getMethodsMetadata()
                .forEach(each -> wanted.add(each.getActivityTypeName())));
        var recorded = new TreeSet<String>();
        histories((name, _) -> recorded.add(name));

        assertThat(recorded).containsAll(wanted);
    }

    /** Samples that something is wrong with, and what: so that the others pass because they are read. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"turn_id":"70200000-0000-4000-8000-000000000001","position":42}                              |
            {"turn_id":"70200000-0000-4000-8000-000000000001","position":42,"guided":true}                |
            {"turn_id":"70200000-0000-4000-8000-000000000001","position":42,"mood":"good"}                | mood is read by nobody
            {"turn_id":null,"position":42}                                                                | turn_id is null
            {"turn":"70200000-0000-4000-8000-000000000001","position":42}                                 | turn_id is null
            {"turn_id":7,"position":42}                                                                   | cannot be read
            null                                                                                          | is null
            """)
    @DisplayName("is not taken for read when a member is lost, new or of another form")
    void problemsAreSeen(String json, String problem) {
        var slot = Objects.requireNonNull(SLOTS.get("ChatSessionWorkflow.user_message.1"));

        var problems = problems(slot.type(), JSON.readTree(json));

        if (problem == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anyMatch(each -> each.contains(problem));
        }
    }

    private static List<String> problems(AnnotatedType type, JsonNode sample) {
        Object value;
        try {
            value = read(type, sample);
        } catch (RuntimeException e) {
            return List.of("it cannot be read: " + e.getMessage());
        }
        var problems = new ArrayList<String>();
        if (value == null) {
            if (!type.isAnnotationPresent(Nullable.class)) {
                problems.add("it is null, and the code takes it for something");
            }
            return problems;
        }
        incomplete("", value, sample, problems);
        var written = CONVERTER.toPayload(value).orElseThrow().getData().toStringUtf8();
        lost("", sample, JSON.readTree(written), problems);
        return problems;
    }

    private static @Nullable Object read(AnnotatedType type, JsonNode sample) {
        var payload = sample.isNull()
                ? CONVERTER.toPayload(null).orElseThrow()
                : Payload.newBuilder()
                        .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                        .setData(ByteString.copyFromUtf8(sample.toString()))
                        .build();
        var generic = type.getType();
        var raw = generic instanceof java.lang.reflect.ParameterizedType parameterized
                ? parameterized.getRawType()
                : generic;
        return CONVERTER.fromPayload(payload, (Class<?>) raw, generic);
    }

    /** What the code of today counts on and the sample does not have. */
    private static void incomplete(String at, @Nullable Object value, JsonNode sample, List<String> problems) {
        if (value instanceof Record && sample.isObject()) {
            for (var component : value.getClass().getRecordComponents()) {
                var name = component
                        .getName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT);
                var found = get(component, value);
                if (found == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    problems.add(at + name + " is null, and the code takes it for something");
                }
                incomplete(at + name + ".", found, sample.path(name), problems);
            }
        } else if (value instanceof Collection<?> values && sample.isArray()) {
            var i = 0;
            for (var each : values) {
                incomplete(at + i + ".", each, sample.path(i), problems);
                i++;
            }
        } else if (value instanceof Map<?, ?> values) {
            values.forEach(
                    (name, each) -> incomplete(at + name + ".", each, sample.path(String.valueOf(name)), problems));
        }
    }

    private static @Nullable Object get(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the sample says and the code of today does not know any more. */
    private static void lost(String at, JsonNode sample, JsonNode written, List<String> problems) {
        if (sample.isObject()) {
            sample.propertyStream().forEach(member -> {
                if (written.has(member.getKey())) {
                    lost(at + member.getKey() + ".", member.getValue(), written.path(member.getKey()), problems);
                } else if (!member.getValue().isNull()) {
                    problems.add(at + member.getKey() + " is read by nobody any more");
                }
            });
        } else if (sample.isArray()) {
            if (sample.size() != written.size()) {
                problems.add(at + " has lost an element");
            }
            for (var i = 0; i < Math.min(sample.size(), written.size()); i++) {
                lost(at + i + ".", sample.path(i), written.path(i), problems);
            }
        } else if (!sample.equals(written)) {
            problems.add(at + " was " + sample + " and is read as " + written);
        }
    }

    private static List<JsonNode> samples(Slot slot) {
        try {
            return Files.exists(slot.file())
                    ? JSON.readTree(Files.readString(slot.file())).valueStream().toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void update() {
        if (!UPDATE) {
            return;
        }
        var found = new HashMap<String, List<JsonNode>>();
        histories((name, payloads) -> {
            for (var i = 0; i < payloads.size(); i++) {
                var slot = name.endsWith(".result") ? name : name + "." + (i + 1);
                found.computeIfAbsent(slot, _ -> new ArrayList<>()).add(payloads.get(i));
            }
        });
        for (var slot : SLOTS.values()) {
            var kept = new LinkedHashMap<Set<String>, JsonNode>();
            samples(slot).forEach(sample -> kept.put(shape(sample), sample));
            found.getOrDefault(slot.name(), List.of()).forEach(sample -> kept.putIfAbsent(shape(sample), sample));
            var lines =
                    kept.values().stream().map(JsonNode::toString).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            try {
                Files.createDirectories(FOLDER);
                if (!kept.isEmpty()) {
                    Files.writeString(slot.file(), lines);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Which members are there and of what type; of words, such as those of enums, also which. */
    private static Set<String> shape(JsonNode sample) {
        var shape = new TreeSet<String>();
        collect("", sample, shape);
        return shape;
    }

    private static void collect(String at, JsonNode node, Set<String> shape) {
        if (node.isObject()) {
            node.propertyStream().forEach(each -> collect(at + "." + each.getKey(), each.getValue(), shape));
        } else if (node.isArray()) {
            shape.add(at + (node.isEmpty() ? "[]" : "[…]"));
            node.valueStream().forEach(each -> collect(at + "[]", each, shape));
        } else if (node.isString() && node.stringValue().matches("[a-z_]+")) {
            shape.add(at + "=" + node.stringValue());
        } else {
            shape.add(at + ":" + node.getNodeType());
        }
    }

    /** Tells all that is in the recorded histories, by the names of slots without their number. */
    private static void histories(BiConsumer<String, List<JsonNode>> use) {
        for (var histories : List.of(Histories.CHAT, Histories.PATH)) {
            for (var file : histories.files()) {
                try {
                    events(Histories.read(file).getHistory().getEventsList(), use);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void events(List<HistoryEvent> events, BiConsumer<String, List<JsonNode>> use) {
        var workflow = events.getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getWorkflowType()
                .getName();
        var activities = new HashMap<Long, String>();
        for (var event : events) {
            if (event.hasWorkflowExecutionStartedEventAttributes()) {
                use.accept(
                        workflow,
                        json(event.getWorkflowExecutionStartedEventAttributes().getInput()));
            } else if (event.hasWorkflowExecutionSignaledEventAttributes()) {
                var signal = event.getWorkflowExecutionSignaledEventAttributes();
                use.accept(workflow + "." + signal.getSignalName(), json(signal.getInput()));
            } else if (event.hasActivityTaskScheduledEventAttributes()) {
                var scheduled = event.getActivityTaskScheduledEventAttributes();
                activities.put(event.getEventId(), scheduled.getActivityType().getName());
                use.accept(scheduled.getActivityType().getName(), json(scheduled.getInput()));
            } else if (event.hasActivityTaskCompletedEventAttributes()) {
                var completed = event.getActivityTaskCompletedEventAttributes();
                use.accept(activities.get(completed.getScheduledEventId()) + ".result", json(completed.getResult()));
            }
        }
    }

    private static List<JsonNode> json(io.temporal.api.common.v1.Payloads payloads) {
        return payloads.getPayloadsList().stream()
                .map(each -> each.getMetadataOrThrow("encoding").toStringUtf8().equals("binary/null")
                        ? JSON.nullNode()
                        : JSON.readTree(each.getData().toStringUtf8()))
                .toList();
    }
}
