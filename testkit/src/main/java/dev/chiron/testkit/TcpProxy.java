package dev.chiron.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cable between an application and something it depends on, which a test can cut, freeze or short-circuit. It stands in
 * for the failures that production code cannot be asked to simulate.
 *
 * <p>Listens on a loopback port that stays the same, also across {@link #cut()} and {@link #restore()}. Safe to use from
 * any thread.
 */
public final class TcpProxy implements AutoCloseable {

    private enum State {
        FORWARDING,
        FROZEN,
        CUT,
        CLOSED
    }

    private static final int BUFFER_BYTES = 16 * 1024;

    private final InetSocketAddress target;
    private final Socket reservation;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.FORWARDING;
    private ServerSocket listener;
    private Thread acceptor;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        // A socket that is bound and never used keeps the port ours while nobody listens on it.
        this.reservation = new Socket();
        shareAddress(reservation);
        reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.port = reservation.getLocalPort();
        this.listener = listen(port);
        this.acceptor = Thread.ofVirtual().name("tcp-proxy").unstarted(() -> {});
    }

    /**
     * Starts a proxy in front of a TCP server, which need not run yet.
     *
     * @throws UncheckedIOException when no port can be had
     */
    public static TcpProxy inFrontOf(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port));
            proxy.acceptor = proxy.startAccepting(proxy.listener);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a proxy in front of " + host + ":" + port, e);
        }
    }

    /** The loopback port to connect to. */
    public int port() {
        return port;
    }

    /** The address to connect to, as {@code 127.0.0.1:<port>}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** How many connections there are now. */
    public int connections() {
        return links.size();
    }

    /** How many connections have been accepted since the start. */
    public int accepted() {
        return accepted.get();
    }

    /**
     * Waits until at least {@code count} connections have been accepted since the start.
     *
     * @throws AssertionError when they did not come within 30 s
     */
    public void awaitAccepted(int count) {
        Ceiling.until(
                count + " connections through the proxy",
                accepted::get,
                n -> n >= count,
                () -> "accepted: " + accepted);
    }

    /** Closes all connections and refuses new ones until {@link #restore()}. */
    public void cut() {
        stopListening(State.CUT);
        // A process that is being started elsewhere in this JVM holds copies of all sockets for a moment, listeners
        // too.
        Ceiling.until("port " + port + " to refuse connections", this::refuses, yes -> yes, () -> "still listening");
        links.forEach(Link::close);
    }

    /** Accepts connections and forwards nothing, in neither direction; what arrives is kept for {@link #restore()}. */
    public void freeze() {
        listenAgain();
        change(State.FROZEN);
    }

    /** Resets every present connection on both sides; new ones are served as before. */
    public void reset() {
        links.forEach(Link::reset);
    }

    /** Forwards again; connections that were only frozen go on where they stopped. */
    public void restore() {
        listenAgain();
        change(State.FORWARDING);
    }

    /** Closes all connections and gives the port back. */
    @Override
    public void close() {
        stopListening(State.CLOSED);
        links.forEach(Link::close);
        Wire.close(reservation);
    }

    private void stopListening(State next) {
        lock.lock();
        try {
            change(next);
            close(listener);
            // Until the accepting thread is out, the old listener may still take connections meant for its successor.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean refuses() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private void listenAgain() {
        lock.lock();
        try {
            if (state == State.CUT) {
                listener = listen(port);
                acceptor = startAccepting(listener);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " again", e);
        } finally {
            lock.unlock();
        }
    }

    private void change(State next) {
        lock.lock();
        try {
            if (state != State.CLOSED) {
                state = next;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitForwarding(Link link) throws InterruptedException, IOException {
        lock.lock();
        try {
            while (state == State.FROZEN && !link.closed) {
                changed.await();
            }
            if (state != State.FORWARDING || link.closed) {
                throw new IOException("the proxy does not forward any more");
            }
        } finally {
            lock.unlock();
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        if (listener.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return listener;
    }

    private static void shareAddress(Socket socket) throws IOException {
        socket.setReuseAddress(true);
        if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
    }

    private static void close(ServerSocket listener) {
        try {
            listener.close();
        } catch (IOException _) {
            // A listener that cannot be closed is closed.
        }
    }

    private Thread startAccepting(ServerSocket from) {
        return Thread.ofVirtual().name("tcp-proxy-" + port).start(() -> {
            while (!from.isClosed()) {
                try {
                    Link link = new Link(from.accept());
                    links.add(link);
                    accepted.incrementAndGet();
                    Thread.ofVirtual().name("tcp-proxy-link").start(link::run);
                } catch (IOException _) {
                    // The listener was closed, or a client gave up while it was being accepted.
                }
            }
        });
    }

    /** One client and its connection to the target. */
    private final class Link {

        private final Socket client;
        private volatile @Nullable Socket server;
        private volatile boolean closed;

        Link(Socket client) {
            this.client = client;
        }

        void run() {
            try {
                awaitForwarding(this);
                Socket upstream = new Socket();
                server = upstream;
                upstream.connect(target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().name("tcp-proxy-back").start(() -> pump(upstream, client));
                pump(client, upstream);
                back.join();
            } catch (IOException _) {
                // The target cannot be reached, or the test closed the link: the client sees its connection end.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close();
                links.remove(this);
            }
        }

        private void pump(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[BUFFER_BYTES];
                int count = in.read(buffer);
                while (count >= 0) {
                    awaitForwarding(this);
                    out.write(buffer, 0, count);
                    out.flush();
                    count = in.read(buffer);
                }
                awaitForwarding(this);
                to.shutdownOutput();
            } catch (IOException _) {
                // One broken direction ends both, as the two ends would see it without a proxy.
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void reset() {
            end(Wire::reset);
        }

        void close() {
            end(Wire::close);
        }

        private void end(Consumer<Socket> how) {
            closed = true;
            how.accept(client);
            Socket upstream = server;
            if (upstream != null) {
                how.accept(upstream);
            }
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
