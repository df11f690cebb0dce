package dev.chiron.tutor.agent;

import dev.chiron.tutor.llm.LanguageModel;
import dev.chiron.tutor.llm.ModelException;
import dev.chiron.tutor.llm.ModelReply;
import dev.chiron.tutor.llm.ModelRequest;
import dev.chiron.tutor.llm.StopSignal;
import dev.chiron.tutor.llm.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says the given pieces, then calls tools or fails, and keeps what it was asked. */
final class FakeModel implements LanguageModel {

    private final List<String> pieces;
    private final List<ModelRequest> asked = new ArrayList<>();
    private List<ToolCall> calls = List.of();
    private boolean offline;
    private @Nullable String refused;
    private ModelException.@Nullable Kind failure;

    FakeModel(String... pieces) {
        this.pieces = List.of(pieces);
    }

    FakeModel failing(ModelException.Kind kind) {
        failure = kind;
        return this;
    }

    FakeModel calling(ToolCall... wanted) {
        calls = List.of(wanted);
        return this;
    }

    FakeModel beingOffline() {
        offline = true;
        return this;
    }

    /** Any request that offers this tool is rejected. */
    FakeModel refusingTools(String name) {
        refused = name;
        return this;
    }

    List<ModelRequest> asked() {
        return asked;
    }

    @Override
    public ModelReply stream(ModelRequest request, DeltaSink deltas, StopSignal stop) {
        asked.add(request);
        if (request.tools().stream().anyMatch(tool -> tool.name().equals(refused))) {
            throw new ModelException(ModelException.Kind.REJECTED, "as the test wants it");
        }
        var said = new StringBuilder();
        for (var piece : pieces) {
            if (stop.isStopped()) {
                return new ModelReply(said.toString(), true, null, null);
            }
            said.append(piece);
            deltas.accept(piece);
        }
        if (failure != null) {
            throw new ModelException(failure, "as the test wants it");
        }
        return new ModelReply(said.toString(), calls, false, 1, 1);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public boolean offline() {
        return offline;
    }

    @Override
    public String describe() {
        return "Model      fake";
    }
}
