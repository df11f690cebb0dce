package dev.chiron.tutor.integration;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * Hears everything that the program and what stands at its doors would log at any level that is of use, with all that a line may carry.
 * The JVM has one logging: what other tests do meanwhile is heard too, and what is quieter than usual goes no further.
 */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /**
     * Ours, and those through whose hands tokens, passwords and keys go. Spring's own TRACE tells the parameters of every
     * statement and the arguments of every method, which is what it is there for; so it is heard down to DEBUG.
     */
    private static final Map<String, Level> HEARD = Map.of(
            "dev.chiron", Level.TRACE,
            "org.springframework.security", Level.TRACE,
            "com.nimbusds", Level.TRACE,
            "com.zaxxer.hikari", Level.DEBUG,
            "org.springframework.web", Level.DEBUG,
            "org.springframework.http", Level.DEBUG,
            "org.springframework.jdbc", Level.DEBUG,
            "org.springframework.boot", Level.DEBUG);

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Map<Logger, Level> before = new LinkedHashMap<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private LogWatch() {
        ONE_AT_A_TIME.lock();
        setContext(root.getLoggerContext());
        start();
        HEARD.forEach((name, level) -> {
            var logger = (Logger) LoggerFactory.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.addAppender(this);
            logger.setAdditive(false);
            logger.setLevel(level);
        });
    }

    /** Listens until it is closed. */
    static LogWatch everything() {
        return new LogWatch();
    }

    /** Everything that was said so far, a line each with its arguments, its context and its whole failure. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var line =
                new StringBuilder(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage());
        line.append(' ').append(event.getMDCPropertyMap());
        if (event.getArgumentArray() != null) {
            for (var argument : event.getArgumentArray()) {
                line.append(' ').append(argument);
            }
        }
        for (IThrowableProxy failure = event.getThrowableProxy(); failure != null; failure = failure.getCause()) {
            line.append('\n').append(ThrowableProxyUtil.asString(failure));
        }
        lines.add(line.toString());
        var usual = event.getLoggerName().startsWith("dev.chiron") ? Level.INFO : Level.ERROR;
        if (event.getLevel().isGreaterOrEqual(usual)) {
            root.callAppenders(event);
        }
    }

    @Override
    public void close() {
        before.forEach((logger, level) -> {
            logger.setLevel(level);
            logger.setAdditive(true);
            logger.detachAppender(this);
        });
        ONE_AT_A_TIME.unlock();
    }
}
