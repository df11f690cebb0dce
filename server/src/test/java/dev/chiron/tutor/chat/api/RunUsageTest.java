package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.Usage;
import dev.chiron.tutor.chat.stream.TurnEvent.ModelUsed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The costs of a run are summed by model, and what is unknown is absent, never 0")
class RunUsageTest {

    @Test
    void callsOfOneModelAreSummed() {
        assertThat(RunUsage.of(List.of(
                        new ModelUsed("m", 10L, 2L), new ModelUsed("other", 1L, null), new ModelUsed("m", 5L, 3L))))
                .containsExactly(usage("m", 15L, 5L, 20L), usage("other", 1L, null, null));
    }

    @Test
    void nothingIsMadeUp() {
        assertThat(RunUsage.of(List.of())).isEmpty();
        assertThat(RunUsage.of(List.of(new ModelUsed("", null, 2L)))).containsExactly(usage(null, null, 2L, null));
    }

    private static Usage usage(
            @Nullable String model, @Nullable Long input, @Nullable Long output, @Nullable Long total) {
        return new Usage(null, model, input, output, total, null, null, null);
    }
}
