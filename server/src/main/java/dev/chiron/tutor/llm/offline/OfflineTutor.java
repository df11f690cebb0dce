package dev.chiron.tutor.llm.offline;

import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.ModelRequest.Passage;
import dev.chiron.tutor.llm.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Teaches without a model: it answers with the stored snippets that fit the question, says which, and says that
 * it is offline. The same question over the same snippets always gives the same reply.
 */
final class OfflineTutor implements LanguageModel {

    private static final Pattern PIECES = Pattern.compile("\\S*\\s*");
    private static final int SUGGESTED_TOPICS = 5;

    private final Duration pace;

    OfflineTutor(Duration pace) {
        this.pace = pace;
    }

    @Override
    public String describe() {
        return "Model      offline tutor (embedded): answers from the stored snippets; set OPENAI_API_KEY for a model";
    }

    @Override
    public boolean offline() {
        return true;
    }

    @Override
    public ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop) {
        var said = new StringBuilder();
        var pieces = PIECES.matcher(compose(request));
        while (pieces.find() && !pieces.group().isEmpty()) {
            if (stop.isStopped()) {
                return new ModelReply(said.toString(), true, null, null);
            }
            said.append(pieces.group());
            deltas.accept(pieces.group());
            pause();
        }
        return new ModelReply(said.toString(), false, null, null);
    }

    private void pause() {
        if (pace.isPositive()) {
            try {
                Thread.sleep(pace);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException(ModelException.Kind.UNAVAILABLE, "interrupted", null, e);
            }
        }
    }

    private static String compose(ModelRequest request) {
        return request.passages().isEmpty() ? withoutPassage(request) : fromPassages(request);
    }

    private static String fromPassages(ModelRequest request) {
        var best = request.passages().getFirst();
        var reply = new StringBuilder("**")
                .append(best.title())
                .append("**\n\n")
                .append(best.content().strip());
        var further = request.passages().stream().skip(1).map(Passage::title).toList();
        if (!further.isEmpty()) {
            reply.append("\n\nClose to this: ").append(listed(further)).append(". Ask me about any of them.");
        }
        return reply.append("\n\n_I am the offline tutor: no language model is connected, so this is the lesson \"")
                .append(best.title())
                .append("\" from my library, not an answer made for you._")
                .toString();
    }

    private static String withoutPassage(ModelRequest request) {
        var reply = new StringBuilder("I am the offline tutor: no language model is connected, so I can only teach "
                + "what is in my library, and I found nothing in it for that.");
        if (!request.topics().isEmpty()) {
            // Different questions see different corners of the library; the same one always sees the same.
            var start = Math.floorMod(
                    request.question().hashCode(), request.topics().size());
            var shown = java.util.stream.IntStream.range(
                            0, Math.min(SUGGESTED_TOPICS, request.topics().size()))
                    .mapToObj(i ->
                            request.topics().get((start + i) % request.topics().size()))
                    .toList();
            reply.append("\n\nTry one of these: ")
                    .append(listed(shown))
                    .append(". For example: \"Teach me about ")
                    .append(shown.getFirst())
                    .append("\".");
        }
        return reply.toString();
    }

    private static String listed(List<String> titles) {
        return titles.stream().collect(Collectors.joining(", "));
    }
}
