package dev.chiron.tutor.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A question that stands before a deed of the server's: the interruptId on the AG-UI wire. A plain UUID string in JSON. */
public record InterruptId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public InterruptId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
