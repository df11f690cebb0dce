package dev.chiron.tutor.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.platform.LearnerId;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A learner")
class LearnerTest {

    private static Learner of(String claims) {
        return new Learner(new LearnerId(new UUID(0, 1)), claims);
    }

    // Goal: what the server granted makes a teacher.
    @Test
    void isATeacherByTheirAppMetadata() {
        assertThat(of("{\"app_metadata\":{\"role\":\"teacher\"}}").teacher()).isTrue();
    }

    // Goal: nothing that people can write themselves makes a teacher, nor anything that only looks like the role.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"teacher\"}",
                "{\"user_metadata\":{\"role\":\"teacher\"}}",
                "{\"app_metadata\":\"teacher\"}",
                "{\"app_metadata\":{\"role\":\"Teacher\"}}",
                "{\"app_metadata\":{\"role\":[\"teacher\"]}}",
                "{\"app_metadata\":{\"role\":null}}",
                "not JSON"
            })
    void isNoTeacherOtherwise(String claims) {
        assertThat(of(claims).teacher()).isFalse();
    }
}
