package dev.chiron.tutor.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A learner: auth.users.id and the sub of their access token. A plain UUID string in JSON. */
public record LearnerId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LearnerId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
