package dev.chiron.tutor.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One stored entry of a chat session. A plain UUID string in JSON. */
public record MessageId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
