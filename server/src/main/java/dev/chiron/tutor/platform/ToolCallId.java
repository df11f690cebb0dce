package dev.chiron.tutor.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A call of a tool that the learner's client runs: the toolCallId on the AG-UI wire. A plain UUID string in JSON. */
public record ToolCallId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ToolCallId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
