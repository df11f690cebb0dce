package dev.chiron.tutor.audit.store;

import dev.chiron.tutor.audit.AuditSettings;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets entries go that have been kept for as long as they should be, a batch at a time. */
@Component
class AuditTrimmer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AuditTrimmer.class);

    private final JdbcClient jdbc;
    private final AuditSettings settings;
    private volatile @Nullable Thread trimmer;

    AuditTrimmer(@Qualifier("workerJdbc") JdbcClient jdbc, AuditSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Removes what is too old, at most one batch; how many entries that were. */
    int trim() {
        return jdbc.sql("select public.trim_audit_log(make_interval(secs => :age), :most)")
                .param("age", settings.retention().toSeconds())
                .param("most", settings.trimBatch())
                .query(Integer.class)
                .single();
    }

    private void run() {
        while (trimmer == Thread.currentThread()) {
            LockSupport.parkNanos(this, settings.trimInterval().toNanos());
            try {
                int trimmed;
                do {
                    trimmed = trim();
                } while (trimmed == settings.trimBatch() && trimmer == Thread.currentThread());
            } catch (RuntimeException e) {
                log.warn(
                        "The audit log cannot be trimmed right now ({})",
                        e.getClass().getSimpleName());
            }
        }
    }

    @Override
    public void start() {
        // Known before it runs: the thread ends when it finds that it is not the one.
        var thread = Thread.ofVirtual().name("audit-trimmer").unstarted(this::run);
        trimmer = thread;
        thread.start();
    }

    @Override
    public void stop() {
        var running = trimmer;
        trimmer = null;
        LockSupport.unpark(running);
    }

    @Override
    public boolean isRunning() {
        return trimmer != null;
    }

    @Override
    public int getPhase() {
        return 2000;
    }
}
