package dev.chiron.examples.summaries;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The notes. What a person asks for runs in Supabase's role {@code authenticated} with that person's claims, so that row
 * level security decides; what the workflow does runs in {@code service_role}.
 */
@Component
class Notes {

    /** A note; without a summary until the model has given one. */
    record Note(UUID id, String text, @Nullable String summary) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    Notes(JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
    }

    void add(Jwt author, UUID id, String text) {
        transaction.executeWithoutResult(_ -> {
            become("authenticated", json.writeValueAsString(author.getClaims()));
            jdbc.sql("insert into public.notes (id, user_id, text) values (?, ?, ?)")
                    .params(id, UUID.fromString(author.getSubject()), text)
                    .update();
        });
    }

    Optional<Note> find(Jwt reader, UUID id) {
        List<Note> found = transaction.execute(_ -> {
            become("authenticated", json.writeValueAsString(reader.getClaims()));
            return jdbc.sql("select id, text, summary from public.notes where id = ?")
                    .param(id)
                    .query((row, _) ->
                            new Note(row.getObject("id", UUID.class), row.getString("text"), row.getString("summary")))
                    .list();
        });
        return found.stream().findFirst();
    }

    String text(UUID id) {
        return transaction.execute(_ -> {
            become("service_role", "{\"role\":\"service_role\"}");
            return jdbc.sql("select text from public.notes where id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
        });
    }

    /** The first summary stays. */
    void sumUp(UUID id, String summary) {
        transaction.executeWithoutResult(_ -> {
            become("service_role", "{\"role\":\"service_role\"}");
            jdbc.sql("update public.notes set summary = ? where id = ? and summary is null")
                    .params(summary, id)
                    .update();
        });
    }

    private void become(String role, String claims) {
        jdbc.sql("select set_config('role', ?, true), set_config('request.jwt.claims', ?, true)")
                .params(role, claims)
                .query((_, _) -> role)
                .single();
    }
}
