package dev.chiron.tutor.chat.store;

import dev.chiron.tutor.platform.InterruptId;
import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TrackId;
import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a learner was asked before something is done, as their own requests see and answer it. Every call belongs into a
 * transaction of {@link dev.chiron.tutor.identity.LearnerTransactions}; who answers holds the session's row
 * ({@link ChatStore#touch}).
 */
@Repository
public class InterruptStore {

    private final JdbcClient jdbc;
    private final InterruptRows rows;

    InterruptStore(@Qualifier("requestJdbc") JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = new InterruptRows(json);
    }

    public Optional<Interrupt> find(InterruptId id) {
        return rows.find(jdbc, id);
    }

    /** Those of a session that nobody has answered, in time or late. */
    public List<Interrupt> unanswered(SessionId session) {
        return rows.unanswered(jdbc, session);
    }

    /**
     * Adds an accepted turn whose only matter is the answer to an interrupt.
     *
     * @param parentRunId the run that its client says it came from
     * @param track the path that is to do what was confirmed; null when nothing is done
     * @param offered what the reader's client can show; null: it does not say
     */
    public void addTurn(
            TurnId id,
            LearnerId learner,
            String runId,
            @Nullable String parentRunId,
            Interrupt interrupt,
            @Nullable TrackId track,
            @Nullable List<String> offered) {
        jdbc.sql("""
                        insert into public.chat_turns
                            (id, session_id, user_id, run_id, parent_run_id, interrupt_id, track_id, offered_components)
                        values (:id, :session, :learner, :run, :parent, :interrupt, :track, cast(:offered as text[]))
                        """)
                .param("id", id.value())
                .param("session", interrupt.session().value())
                .param("learner", learner.value())
                .param("run", runId)
                .param("parent", parentRunId)
                .param("interrupt", interrupt.id().value())
                .param("track", track == null ? null : track.value())
                .param("offered", offered == null ? null : offered.toArray(String[]::new))
                .update();
    }

    /** Keeps an answer to an open interrupt; false when somebody else was quicker. */
    public boolean answer(InterruptId id, Interrupt.Status status, @Nullable JsonNode payload, TurnId turn) {
        return jdbc.sql("""
                                update public.interrupts
                                set status = :status, payload = cast(:payload as jsonb), answered_at = now(),
                                    answer_turn_id = :turn
                                where id = :id and status = 'open'
                                """)
                        .param("status", status.lowerCase())
                        .param("payload", payload == null ? null : payload.toString())
                        .param("turn", turn.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Notes of an interrupt that it is too late for an answer. */
    public void expire(InterruptId id) {
        jdbc.sql(
                        "update public.interrupts set status = 'expired' where id = :id and status = 'open' and expires_at <= now()")
                .param("id", id.value())
                .update();
    }
}
