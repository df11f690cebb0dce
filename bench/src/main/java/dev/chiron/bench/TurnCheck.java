package dev.chiron.bench;

import dev.chiron.agui.AgUiEvent;
import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.StreamVerifier;
import java.util.ArrayList;
import java.util.List;

/** Whether a turn was answered as it must be: fast and wrong does not count. */
final class TurnCheck {

    private TurnCheck() {}

    /**
     * What is wrong with a turn; empty when nothing is.
     *
     * @param expected the reply that the model gave to this very question
     * @param stored the stored replies to this very question
     */
    static List<String> faults(String threadId, TurnRecord turn, String expected, List<String> stored) {
        if (turn.error() != null) {
            return List.of(turn.error());
        }
        var faults = new ArrayList<String>();
        var events = new ArrayList<AgUiEvent>();
        var text = new StringBuilder();
        var last = "";
        for (var data : turn.events()) {
            try {
                events.add(AgUiJson.readEvent(data));
                var event = AgUiJson.mapper().readTree(data);
                last = event.path("type").asString("");
                if (last.equals("TEXT_MESSAGE_CONTENT")) {
                    text.append(event.path("delta").asString(""));
                }
            } catch (RuntimeException e) {
                faults.add("not an AG-UI event: " + data);
            }
        }
        StreamVerifier.verifyRun(threadId, turn.runId(), events)
                .forEach(violation -> faults.add("not conformant: " + violation));
        if (!last.equals("RUN_FINISHED")) {
            faults.add("not finished but "
                    + (turn.events().isEmpty() ? "silent" : turn.events().getLast()));
        }
        if (!text.toString().equals(expected)) {
            faults.add("streamed \"" + text + "\" instead of \"" + expected + "\"");
        }
        if (stored.size() != 1) {
            faults.add(stored.size() + " stored replies");
        } else if (!stored.getFirst().contentEquals(text)) {
            faults.add("stored \"" + stored.getFirst() + "\" but streamed \"" + text + "\"");
        }
        return faults;
    }
}
