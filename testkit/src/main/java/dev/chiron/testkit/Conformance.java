package dev.chiron.testkit;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.Rule;
import dev.chiron.agui.StreamVerifier;
import dev.chiron.agui.StreamVerifier.Violation;
import dev.chiron.testkit.AgUiRun.End;
import dev.chiron.testkit.AgUiRun.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What keeps an answer from being one that the AG-UI 1.0 clients accept. */
final class Conformance {

    /** The only top-level members that may be null; anywhere else a null breaks clients. */
    private static final Set<String> NULLABLE = Set.of("snapshot", "value", "event");

    private final AgUiRun run;
    private final boolean oneRun;
    private final boolean whole;
    private final List<String> faults = new ArrayList<>();

    private Conformance(AgUiRun run, boolean oneRun, boolean whole) {
        this.run = run;
        this.oneRun = oneRun;
        this.whole = whole;
    }

    /**
     * The faults of a whole answer, for whose end it waits.
     *
     * @param oneRun it carries the run that was posted and no other
     */
    static List<String> atEnd(AgUiRun run, boolean oneRun) {
        End end = run.end();
        Conformance answer = new Conformance(run, oneRun, true);
        // A stream of several runs has no end of its own: its reader may have left.
        if (end != End.CLEAN && (oneRun || end != End.LEFT)) {
            answer.faults.add("the answer ended " + end);
        }
        return answer.check();
    }

    /** The faults of an answer as far as it came: one that is open, or that its reader left, lacks nothing by that. */
    static List<String> soFar(AgUiRun run, boolean oneRun) {
        return run.isOpen() || run.end() == End.LEFT ? new Conformance(run, oneRun, false).check() : atEnd(run, oneRun);
    }

    private List<String> check() {
        // The frames first: what comes while an open answer is looked at is left for nobody, not half-seen.
        List<Frame> frames = run.frames();
        List<String> flaws = run.flaws();
        if (flaws.stream().noneMatch(flaw -> flaw.startsWith("not HTTP"))) {
            headerFaults();
        }
        flaws.stream()
                .filter(flaw -> whole || !flaw.equals(AgUiRun.ENDS_INSIDE_A_FRAME))
                .forEach(faults::add);
        List<AgUiEvent> events = events(frames);
        // The order of events says little while some of them cannot be read.
        if (events.size() == frames.size()) {
            orderFaults(events, frames).stream()
                    .filter(violation -> whole || !isMissingEnd(violation, events))
                    .forEach(violation -> faults.add(violation.toString()));
        }
        if (whole && oneRun && !events.isEmpty() && events.getLast().terminal() && run.bytesAfterTerminal() > 0) {
            faults.add(run.bytesAfterTerminal() + " bytes after the terminal event");
        }
        return faults;
    }

    private static boolean isMissingEnd(Violation violation, List<AgUiEvent> events) {
        return violation.rule() == Rule.ENDS_WITH_TERMINAL && violation.index() == events.size();
    }

    private void headerFaults() {
        if (run.status() != 200) {
            faults.add("status " + run.status() + " instead of 200");
        }
        String type = header("Content-Type");
        if (!type.equals("text/event-stream") && !type.startsWith("text/event-stream;")) {
            faults.add("Content-Type " + type + " instead of text/event-stream");
        }
        if (!header("Cache-Control").contains("no-cache")) {
            faults.add("Cache-Control " + header("Cache-Control") + " without no-cache");
        }
        if (!header("X-Accel-Buffering").equals("no")) {
            faults.add("X-Accel-Buffering " + header("X-Accel-Buffering") + " instead of no");
        }
        if (run.header("Content-Encoding").isPresent()) {
            faults.add("Content-Encoding " + header("Content-Encoding") + ": a compressed stream arrives in lumps");
        }
    }

    private String header(String name) {
        return run.header(name).orElse("(absent)").toLowerCase(Locale.ROOT);
    }

    private List<AgUiEvent> events(List<Frame> frames) {
        List<AgUiEvent> events = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            JsonNode json = frames.get(i).json();
            if (!json.isObject() || frames.get(i).type().isEmpty()) {
                faults.add("frame " + i + " is not a JSON object with a type: "
                        + frames.get(i).data());
                continue;
            }
            for (var member : json.properties()) {
                if (member.getValue().isNull() && !NULLABLE.contains(member.getKey())) {
                    faults.add("event " + i + ": " + member.getKey() + " is null instead of absent");
                }
            }
            try {
                events.add(AgUiJson.readEvent(json));
            } catch (RuntimeException e) {
                faults.add("event " + i + " does not fit its schema: " + e.getMessage());
            }
        }
        return events;
    }

    private List<Violation> orderFaults(List<AgUiEvent> events, List<Frame> frames) {
        if (oneRun && run.request().isPresent()) {
            AgUiRequest request = run.request().orElseThrow();
            return StreamVerifier.verifyRun(request.threadId(), request.runId(), events);
        }
        String thread = run.request().map(AgUiRequest::threadId).orElseGet(() -> frames.stream()
                .map(frame -> frame.json().path("threadId").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(""));
        return StreamVerifier.verifyStream(thread, events);
    }
}
