package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Message;
import dev.chiron.agui.RunAgentInput;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.chat.store.ClientCall;
import dev.chiron.tutor.chat.store.ToolCallStore;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.ToolCallId;
import dev.chiron.tutor.platform.TurnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes what came of the calls of a client's own tools. The first result of a call counts; a history that brings others, or
 * results of calls that nobody made, is served all the same.
 */
@Component
class ToolAnswers {

    private static final Logger log = LoggerFactory.getLogger(ToolAnswers.class);

    private final ToolCallStore store;
    private final ClientToolSettings settings;

    ToolAnswers(ToolCallStore store, ClientToolSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** A tool message of a run's input, and the member it stands in. */
    private record Given(String field, Message.ToolMessage message) {}

    /**
     * What a run says of the calls that its session waits for.
     *
     * @param given results that are new, in the order of their calls
     * @param waiting calls that are still without one
     */
    record Batch(List<Result> given, List<ClientCall> waiting) {

        /** Whether a result is new. */
        boolean isNew() {
            return !given.isEmpty();
        }

        /** Whether some calls have a result now, and others still have none. */
        boolean isPartial() {
            return !given.isEmpty() && !waiting.isEmpty();
        }
    }

    /** A new result, as it is stored. */
    record Result(
            ClientCall call,
            String wireId,
            String content,
            @Nullable String error) {}

    /**
     * Looks at a run's tool messages; changes nothing. Within a transaction that holds the session.
     *
     * @throws ApiException 400 for a new result that is too long
     */
    Batch read(SessionId session, RunAgentInput input) {
        var given = given(input);
        var pending = store.pending(session);
        var results = new ArrayList<Result>();
        var waiting = new ArrayList<ClientCall>();
        for (var call : pending) {
            var answer = given.remove(call.id());
            if (answer == null) {
                waiting.add(call);
            } else {
                results.add(result(call, answer));
            }
        }
        if (!given.isEmpty()) {
            tellIgnored(session, given);
        }
        return new Batch(results, waiting);
    }

    /** The first result of each call, by the call. */
    private static Map<ToolCallId, Given> given(RunAgentInput input) {
        var given = new LinkedHashMap<ToolCallId, Given>();
        for (var i = 0; i < input.messages().size(); i++) {
            if (input.messages().get(i) instanceof Message.ToolMessage tool) {
                var field = "messages[" + i + "]";
                Said.uuid(tool.toolCallId())
                        .ifPresentOrElse(
                                id -> given.putIfAbsent(new ToolCallId(id), new Given(field, tool)),
                                () -> log.debug("A tool message answers a call that was never made"));
            }
        }
        return given;
    }

    private Result result(ClientCall call, Given given) {
        var content = StoredText.of(given.message().text());
        var error = given.message().error() == null
                ? null
                : StoredText.of(given.message().error());
        requireShort(given.field() + ".content", content);
        requireShort(given.field() + ".error", error == null ? "" : error);
        return new Result(call, given.message().id(), content, error);
    }

    private void requireShort(String field, String text) {
        if (text.length() > settings.resultCharacters()) {
            throw ApiException.validation(field, "has more than " + settings.resultCharacters() + " characters");
        }
    }

    /** Most of them are results that a history brings again, as it should; of the others an operator may want to know. */
    private void tellIgnored(SessionId session, Map<ToolCallId, Given> given) {
        for (var call : store.find(session, List.copyOf(given.keySet()))) {
            var again = given.remove(call.id());
            if (again == null) {
                continue;
            }
            switch (call.status()) {
                case PENDING -> {}
                case ANSWERED -> {
                    var stored = store.result(call.id());
                    if (stored != null
                            && !stored.equals(StoredText.of(again.message().text()))) {
                        log.warn("A second, different result of a tool call is ignored");
                    }
                }
                case ABANDONED -> log.info("A tool call's result comes too late: the conversation has gone on");
            }
        }
        if (!given.isEmpty()) {
            // Components' calls are among them; those have their own intake.
            log.debug("{} tool messages answer no call of a client's tool", given.size());
        }
    }

    /** Stores new results as messages of a turn. Within the same transaction as {@link #read}. */
    void store(Learner learner, SessionId session, TurnId turn, List<Result> results) {
        for (var result : results) {
            if (!store.answer(result.call().id(), result.error())) {
                throw new IllegalStateException("a call that waits for its result does not take it");
            }
            store.addResult(session, learner.id(), turn, result.call().id(), result.content(), result.wireId());
        }
    }

    /** Stores new results while others are missing: with the turns that called, for none comes of them yet. */
    void storePartial(Learner learner, SessionId session, List<Result> results) {
        for (var result : results) {
            store(learner, session, result.call().turn(), List.of(result));
        }
    }

    /** The learner goes on without the results that are missing. */
    void abandon(SessionId session) {
        store.abandon(session);
    }
}
