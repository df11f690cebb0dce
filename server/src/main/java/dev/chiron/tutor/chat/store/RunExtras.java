package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.chat.ClientTool;
import dev.chiron.tutor.platform.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run brings besides what is said in it.
 *
 * @param parentRunId the run that it came from, as its client says
 * @param contextJson what the learner's page says of itself, a JSON array; null for nothing
 * @param again the learner's message of an earlier turn that is answered once more; null for none
 * @param tools what its client can do besides showing components
 */
public record RunExtras(
        @Nullable String parentRunId,
        @Nullable String contextJson,
        @Nullable MessageId again,
        List<ClientTool> tools) {

    public RunExtras {
        tools = List.copyOf(tools);
    }

    /** Nothing. */
    public static final RunExtras NONE = new RunExtras(null, null, null, List.of());
}
