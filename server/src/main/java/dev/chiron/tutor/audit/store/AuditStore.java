package dev.chiron.tutor.audit.store;

import dev.chiron.tutor.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;

/** The log as workers may touch it: they add to it, and let what is old be removed. */
@Repository
class AuditStore implements AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditStore.class);

    private final JdbcClient jdbc;

    AuditStore(@Qualifier("workerJdbc") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void write(Entry entry) {
        jdbc.sql("""
                        insert into public.audit_log (action, actor_id, outcome, address)
                        values (:action, public.audit_actor(cast(:actor as uuid), :email), :outcome,
                                network(set_masklen(cast(:address as inet),
                                                    case family(cast(:address as inet)) when 4 then 24 else 48 end)))
                        """)
                .param("action", entry.action().stored())
                .param("actor", entry.actor() == null ? null : entry.actor().toString())
                .param("email", entry.email() == null ? null : entry.email().strip())
                .param("outcome", entry.outcome())
                .param("address", literal(entry.address()))
                .update();
    }

    /** Without the interface that an address of the own network may name; null for what is no literal address. */
    private static @Nullable String literal(@Nullable String address) {
        if (address == null || !address.matches("[0-9a-fA-F:.]{2,45}(%.*)?")) {
            return null;
        }
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    @Override
    public void tryWrite(Entry entry) {
        try {
            write(entry);
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "{} could not be written into the audit log ({})",
                    entry.action(),
                    e.getClass().getSimpleName());
        }
    }
}
