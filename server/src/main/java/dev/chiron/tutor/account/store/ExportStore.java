package dev.chiron.tutor.account.store;

import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is held of a learner, read as that learner: the database decides what is theirs, and shows one moment. Rows go
 * from the database to the document one by one, so that its size costs no memory.
 */
@Repository
public class ExportStore {

    private static final int FETCH_ROWS = 200;

    /**
     * A table with a learner's rows. A test holds the list against the database's catalog.
     *
     * @param owner the column that names the learner
     * @param order what the rows are put in order by
     * @param without columns that say nothing of the learner
     */
    private record Section(String table, String owner, String order, Set<String> without) {

        Section(String table, String owner, String order) {
            this(table, owner, order, Set.of());
        }
    }

    private static final List<Section> SECTIONS = List.of(
            new Section("profiles", "id", "created_at"),
            new Section("chat_sessions", "user_id", "created_at, id"),
            // What a path wants said has been said in a message; until then it is the server's.
            new Section("chat_turns", "user_id", "session_id, position", Set.of("task")),
            new Section("chat_messages", "user_id", "session_id, position"),
            new Section("component_interactions", "user_id", "created_at, id"),
            new Section("interrupts", "user_id", "created_at, id"),
            new Section("tool_calls", "user_id", "created_at, turn_id, position"),
            new Section("user_progress", "user_id", "started_at, id"),
            new Section("assessment_attempts", "user_id", "created_at, id"));

    private final JdbcClient jdbc;
    private final LearnerTransactions transactions;
    private final JsonMapper json;
    private final RowJson rows;

    ExportStore(@Qualifier("requestJdbc") JdbcClient jdbc, LearnerTransactions transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
        this.rows = new RowJson(json);
    }

    /**
     * Writes the document and leaves the stream open.
     *
     * @throws tools.jackson.core.JacksonException what the stream throws, wrapped
     */
    public void write(Learner learner, Instant now, OutputStream to) {
        transactions.snapshotAs(learner, () -> {
            try (var out =
                    json.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(to)) {
                out.writeStartObject();
                out.writeStringProperty("format", "chiron-export");
                out.writeNumberProperty("version", 1);
                out.writeStringProperty("exported_at", now.toString());
                writeAccount(out);
                SECTIONS.forEach(section -> writeSection(section, out));
                writeAuditLog(out);
                out.writeEndObject();
            }
            return true;
        });
    }

    private void writeAccount(JsonGenerator out) {
        out.writeName("account");
        out.writeTree(json.readTree(jdbc.sql("select public.own_account()::text")
                .query(String.class)
                .single()));
    }

    private void writeSection(Section section, JsonGenerator out) {
        out.writeName(section.table());
        out.writeStartArray();
        jdbc.sql("select * from public.%s where %s = (select auth.uid()) order by %s"
                        .formatted(section.table(), section.owner(), section.order()))
                .withFetchSize(FETCH_ROWS)
                .query((RowCallbackHandler) row -> rows.write(row, section.without(), out));
        out.writeEndArray();
    }

    private void writeAuditLog(JsonGenerator out) {
        out.writeName("audit_log");
        out.writeStartArray();
        jdbc.sql("select each::text as entry from public.own_audit_entries() as each")
                .withFetchSize(FETCH_ROWS)
                .query((RowCallbackHandler) row -> writeEntry(row.getString("entry"), out));
        out.writeEndArray();
    }

    private void writeEntry(String entry, JsonGenerator out) {
        out.writeTree(json.readTree(entry));
    }
}
