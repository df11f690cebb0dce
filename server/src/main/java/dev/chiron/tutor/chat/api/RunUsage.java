package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Usage;
import dev.chiron.tutor.chat.stream.TurnEvent.ModelUsed;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run has cost, by model, as its end tells it. What was not told of is absent. */
final class RunUsage {

    private RunUsage() {}

    /** @param used the run's own calls of models, as they told of themselves */
    static List<Usage> of(List<ModelUsed> used) {
        var sums = new LinkedHashMap<String, ModelUsed>();
        used.forEach(each -> sums.merge(each.model(), each, RunUsage::sum));
        return sums.values().stream().map(RunUsage::usage).toList();
    }

    private static ModelUsed sum(ModelUsed one, ModelUsed other) {
        return new ModelUsed(
                one.model(),
                sum(one.inputTokens(), other.inputTokens()),
                sum(one.outputTokens(), other.outputTokens()));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : Long.valueOf(one + other);
    }

    private static Usage usage(ModelUsed sum) {
        var input = sum.inputTokens();
        var output = sum.outputTokens();
        return new Usage(
                null,
                sum.model().isEmpty() ? null : sum.model(),
                input,
                output,
                input == null || output == null ? null : Long.valueOf(input + output),
                null,
                null,
                null);
    }
}
