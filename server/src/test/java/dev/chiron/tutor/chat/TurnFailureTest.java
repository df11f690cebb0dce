package dev.chiron.tutor.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class TurnFailureTest {

    @Test
    @DisplayName("Codes are stored and sent: none is ever renamed or taken away")
    void codesAreStable() {
        assertThat(Arrays.stream(TurnFailure.values()).map(TurnFailure::code))
                .isEqualTo(List.of(
                        "model_rate_limited",
                        "model_unavailable",
                        "model_timeout",
                        "model_cut_off",
                        "model_empty_reply",
                        "model_invalid_reply",
                        "model_unauthorized",
                        "model_rejected",
                        "internal"));
    }

    @Test
    @DisplayName("A code leads back to its failure; one that is not ours is internal")
    void codesAreRead() {
        for (var failure : TurnFailure.values()) {
            assertThat(TurnFailure.of(failure.code())).isEqualTo(failure);
        }
        assertThat(List.of("", "MODEL_TIMEOUT", "java.lang.NullPointerException"))
                .allSatisfy(code -> assertThat(TurnFailure.of(code)).isEqualTo(TurnFailure.INTERNAL));
    }

    @Test
    @DisplayName("What a learner is told is a sentence without names of ours")
    void messagesAreForLearners() {
        assertThat(Arrays.stream(TurnFailure.values()).map(TurnFailure::message))
                .doesNotHaveDuplicates()
                .allMatch(message -> message.endsWith("."))
                .noneMatch(message -> message.contains("Exception") || message.contains("_"));
    }
}
