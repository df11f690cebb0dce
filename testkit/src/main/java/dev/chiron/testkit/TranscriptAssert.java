package dev.chiron.testkit;

import dev.chiron.testkit.AgUiRun.Call;
import dev.chiron.testkit.AgUiRun.End;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/** Asserts on an AG-UI run that show the whole transcript when they fail. */
public final class TranscriptAssert extends AbstractAssert<TranscriptAssert, AgUiRun> {

    TranscriptAssert(AgUiRun run) {
        super(run, TranscriptAssert.class);
    }

    /**
     * The answer is what the AG-UI 1.0 clients accept, to the last byte: status, headers, framing, each event and their
     * order. A run that was posted must be answered by that run alone, its ids echoed.
     */
    public TranscriptAssert isConformant() {
        return conforms(true);
    }

    /** As {@link #isConformant}, for a stream that attaches to a thread: it may carry other runs, and several. */
    public TranscriptAssert isConformantStream() {
        return conforms(false);
    }

    /** The HTTP status. */
    public TranscriptAssert hasStatus(int status) {
        if (actual.status() != status) {
            fail("expected status " + status + ", was " + actual.status());
        }
        return this;
    }

    /** A header of the answer. */
    public TranscriptAssert hasHeader(String name, String value) {
        String found = actual.header(name).orElse("(absent)");
        if (!found.equals(value)) {
            fail("expected header " + name + ": " + value + ", was " + found);
        }
        return this;
    }

    /** The streamed text of the whole run, at its end. */
    public TranscriptAssert hasText(String text) {
        String found = actual.awaitEnd().text();
        if (!found.equals(text)) {
            fail("expected the text\n    " + text + "\nbut it was\n    " + found);
        }
        return this;
    }

    /** The text of one message as a client shows it, at the end of the run. */
    public TranscriptAssert hasText(String messageId, String text) {
        String found = actual.awaitEnd().text(messageId);
        if (!found.equals(text)) {
            fail("expected message " + messageId + " to read\n    " + text + "\nbut it reads\n    " + found);
        }
        return this;
    }

    /** The streamed text, for AssertJ's own asserts. */
    public AbstractStringAssert<?> text() {
        return Assertions.assertThat(actual.awaitEnd().text()).as(actual.transcript());
    }

    /** The run has finished, and not as cancelled. */
    public TranscriptAssert finished() {
        JsonNode last = last();
        if (!type(last).equals("RUN_FINISHED") || outcome(last).equals("cancelled")) {
            fail("expected the run to finish, but it ended with " + last);
        }
        return this;
    }

    /** The run was stopped: outcome {@code cancelled}, or for a client before 1.0 the error of that code. */
    public TranscriptAssert wasCancelled() {
        JsonNode last = last();
        boolean cancelled = outcome(last).equals("cancelled")
                || (type(last).equals("RUN_ERROR") && code(last).equals("cancelled"));
        if (!cancelled) {
            fail("expected the run to be cancelled, but it ended with " + last);
        }
        return this;
    }

    /** The run has failed in its stream with an error of this code. */
    public TranscriptAssert failedWith(String code) {
        JsonNode last = last();
        if (!type(last).equals("RUN_ERROR") || !code(last).equals(code)) {
            fail("expected RUN_ERROR " + code + ", but the run ended with " + last);
        }
        return this;
    }

    /** The answer was no stream but an error of the API with this code in {@code error_code}. */
    public TranscriptAssert wasRejected(int status, String errorCode) {
        hasStatus(status);
        String found = actual.json().path("error_code").asString("(none)");
        if (!found.equals(errorCode)) {
            fail("expected error_code " + errorCode + ", was " + found);
        }
        return this;
    }

    /** The types of all events, in order. */
    public TranscriptAssert hasTypes(String... types) {
        List<String> found = actual.awaitEnd().types();
        if (!found.equals(Arrays.asList(types))) {
            fail("expected the events " + Arrays.asList(types) + "\nbut they were " + found);
        }
        return this;
    }

    /** There is exactly one call of this tool, and it has ended. */
    public TranscriptAssert calls(String tool) {
        List<Call> calls = actual.awaitEnd().calls().stream()
                .filter(call -> call.name().equals(tool) && call.ended())
                .toList();
        if (calls.size() != 1) {
            fail("expected one whole call of " + tool + ", but the calls were " + actual.calls());
        }
        return this;
    }

    /** No tool was called. */
    public TranscriptAssert callsNoTool() {
        if (!actual.awaitEnd().calls().isEmpty()) {
            fail("expected no tool call, but there were " + actual.calls());
        }
        return this;
    }

    /** How the answer ended. */
    public TranscriptAssert ended(End end) {
        if (actual.end() != end) {
            fail("expected the answer to end " + end + ", but it ended " + actual.end());
        }
        return this;
    }

    private TranscriptAssert conforms(boolean oneRun) {
        List<String> faults = Conformance.atEnd(actual, oneRun);
        if (!faults.isEmpty()) {
            fail("not a conformant AG-UI answer:\n  - " + String.join("\n  - ", faults));
        }
        return this;
    }

    private JsonNode last() {
        List<JsonNode> events = actual.awaitEnd().events();
        if (events.isEmpty()) {
            fail("expected events, but there were none");
        }
        return events.getLast();
    }

    private static String type(JsonNode event) {
        return event.path("type").asString("");
    }

    private static String code(JsonNode event) {
        return event.path("code").asString("");
    }

    private static String outcome(JsonNode event) {
        return event.path("outcome").path("type").asString("");
    }

    private void fail(String message) {
        failWithMessage("%s%n%n%s", message, actual.transcript());
    }
}
