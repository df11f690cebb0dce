package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Goal: each way in which a cable fails looks to both ends as it would without a proxy. */
class TcpProxyTest {

    private ServerSocket echo = unused();
    private TcpProxy proxy = TcpProxy.inFrontOf("127.0.0.1", 1);

    private static ServerSocket unused() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void startEcho() {
        proxy.close();
        proxy = TcpProxy.inFrontOf("127.0.0.1", echo.getLocalPort());
        ServerSocket server = echo;
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> {
                        try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException _) {
                            // The test broke the connection, as it meant to.
                        }
                    });
                } catch (IOException _) {
                    // The test is over.
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void forwardsBothWays() throws IOException {
        try (Caller caller = new Caller()) {
            assertThat(caller.says("hello")).isEqualTo("hello");
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void passesAHalfCloseOn() throws IOException {
        try (Caller caller = new Caller()) {
            caller.sends("last words");
            caller.socket.shutdownOutput();

            assertThat(caller.reads()).isEqualTo("last words");
            assertThat(caller.in.read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("a cut cable ends what is open and refuses what is new, until it is mended on the same port")
    void cutsAndRestores() throws IOException {
        int port = proxy.port();
        try (Caller caller = new Caller()) {
            caller.says("hello");
            proxy.cut();

            assertThat(caller.isOver()).isTrue();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(Caller::new);
        }
        proxy.restore();
        assertThat(proxy.port()).isEqualTo(port);
        try (Caller caller = new Caller()) {
            assertThat(caller.says("again")).isEqualTo("again");
        }
    }

    @Test
    @DisplayName("a frozen cable accepts and says nothing, and delivers everything once it thaws")
    void freezesAndRestores() throws IOException {
        try (Caller before = new Caller()) {
            before.says("hello");
            proxy.freeze();
            before.sends("held");
            try (Caller during = new Caller()) {
                during.sends("new");
                during.socket.setSoTimeout(100);
                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(during::reads);
                during.socket.setSoTimeout(30_000);

                proxy.restore();

                assertThat(before.reads()).isEqualTo("held");
                assertThat(during.reads()).isEqualTo("new");
            }
        }
    }

    @Test
    void aResetBreaksWhatIsOpenAndServesWhatIsNew() throws IOException {
        try (Caller old = new Caller();
                Caller other = new Caller()) {
            old.says("hello");
            other.says("hello");
            proxy.reset();

            assertThatIOException().isThrownBy(old::reads).withMessageContaining("reset");
            assertThatIOException().isThrownBy(other::reads).withMessageContaining("reset");
        }
        try (Caller caller = new Caller()) {
            assertThat(caller.says("again")).isEqualTo("again");
        }
        assertThat(proxy.accepted()).isEqualTo(3);
    }

    @Test
    void aTargetThatIsAwayEndsTheConnection() throws IOException {
        echo.close();

        try (Caller caller = new Caller()) {
            assertThat(caller.isOver()).isTrue();
        }
    }

    @Test
    @DisplayName("many cuts on one port, while processes are started that inherit copies of the listener for a moment")
    void survivesManyCutsOnOnePort() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread starter = Thread.ofPlatform().daemon().start(() -> {
            while (!over.get()) {
                try {
                    new ProcessBuilder("true").start().waitFor();
                } catch (IOException | InterruptedException _) {
                    return;
                }
            }
        });
        for (int i = 0; i < 50; i++) {
            proxy.cut();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(Caller::new);
            proxy.restore();
            try (Caller caller = new Caller()) {
                assertThat(caller.says("turn " + i)).isEqualTo("turn " + i);
            }
        }
        over.set(true);
        starter.join();
    }

    private final class Caller implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Caller() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void sends(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String reads() throws IOException {
            return String.valueOf(in.readLine());
        }

        String says(String line) throws IOException {
            sends(line);
            return reads();
        }

        /** Whether the connection ends, in whichever way. */
        boolean isOver() {
            try {
                return in.read() < 0;
            } catch (SocketTimeoutException _) {
                return false;
            } catch (IOException _) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
