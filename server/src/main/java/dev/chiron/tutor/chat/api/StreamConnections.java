package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.stream.ReaderSettings;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/**
 * What an open connection holds in memory. Most of them are streams on which little is said, and the server's own
 * buffers are made for pages and uploads: they would be most of what an idle stream costs.
 */
@Component
final class StreamConnections implements TomcatConnectorCustomizer {

    /** What is read from the socket at once, twice for each connection; longer requests are read in more pieces. */
    private static final String READ_BUFFER_BYTES = "2048";

    /** What is gathered before it is written to the socket; events are flushed one by one and are shorter, mostly. */
    private static final String WRITE_BUFFER_BYTES = "2048";

    private final ReaderSettings settings;

    StreamConnections(ReaderSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(Connector connector) {
        set(connector, "socket.appReadBufSize", READ_BUFFER_BYTES);
        set(connector, "socket.appWriteBufSize", WRITE_BUFFER_BYTES);
        // Else the system lets the buffer of a reader who takes nothing grow to megabytes.
        set(connector, "socket.txBufSize", Long.toString(settings.sendBuffer().toBytes()));
    }

    private static void set(Connector connector, String name, String value) {
        if (!connector.setProperty(name, value)) {
            throw new IllegalStateException("the web server does not know " + name);
        }
    }
}
