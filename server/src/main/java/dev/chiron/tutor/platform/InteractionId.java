package dev.chiron.tutor.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A component that was shown: the toolCallId on the AG-UI wire. A plain UUID string in JSON. */
public record InteractionId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public InteractionId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
