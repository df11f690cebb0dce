package dev.chiron.embedded;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A Temporal server to work with: somebody else's, a development server of our own, or one inside this process. */
public sealed interface TemporalBackend extends AutoCloseable
        permits ExternalTemporal, TemporalDevProcess, InProcessTemporal {

    /** The namespace that every Temporal server for development has. */
    String DEFAULT_NAMESPACE = "default";

    /** What runs behind the address. */
    enum Kind {
        /** A server that was there before us and stays. */
        EXTERNAL,
        /** A real server, started by us as a process; its data survives a restart. */
        DEV_SERVER,
        /** The Java test server in this process; its data is gone when it is closed. */
        IN_PROCESS
    }

    /** The address as "host:port", for plain gRPC unless it is an external one with TLS. */
    String target();

    /** The namespace to work in; it exists, unless the server is external. */
    String namespace();

    /** What runs behind the address. */
    Kind kind();

    /** One phrase for the start-up line: what it is, where, and whether its data survives. */
    String describe();

    /** Ends what we have started, within 5 s, and leaves an external server alone. May be called twice. */
    @Override
    void close();

    /**
     * A server that is there already; it is not contacted here.
     *
     * @param address "host:port"
     * @throws IllegalArgumentException when the address is not of that form or the namespace is blank
     */
    static TemporalBackend external(String address, String namespace) {
        return new ExternalTemporal(address, namespace);
    }

    /**
     * Starts a development server with its data under the home, in namespace "default" and without its web page.
     *
     * @param home is made when missing
     * @param program the `temporal` program
     * @throws HomeInUseException at once, when a server already runs on the home
     * @throws EmbeddedException when the program does not start or does not answer within 30 s
     */
    static TemporalBackend devServer(Path home, Path program) {
        return devServer(home, program, DEFAULT_NAMESPACE, OptionalInt.empty());
    }

    /**
     * Starts a development server with its data under the home.
     *
     * @param uiPort where on 127.0.0.1 its web page shall be; empty for none
     * @throws HomeInUseException at once, when a server already runs on the home
     * @throws EmbeddedException when the program does not start or does not answer within 30 s
     */
    static TemporalBackend devServer(Path home, Path program, String namespace, OptionalInt uiPort) {
        return TemporalDevProcess.start(home, program, namespace, uiPort);
    }

    /** Starts the server of this process, in real time, on 127.0.0.1 and in namespace "default". */
    static TemporalBackend inProcess() {
        return InProcessTemporal.start(DEFAULT_NAMESPACE, false);
    }

    /**
     * Starts the server of this process with its clock running ahead whenever all its workflows only wait. The clock is
     * one for all of them, so such a server is for one test alone.
     */
    static TemporalBackend inProcessTimeSkipping() {
        return InProcessTemporal.start(DEFAULT_NAMESPACE, true);
    }

    /**
     * The server that the settings ask for: the external one when there is an address, else a development server when
     * there is a program `temporal` on the PATH, else the one of this process.
     *
     * @param address "host:port" or, for none, null or blank
     * @param namespace or, for "default", null or blank
     * @param home where a development server keeps its data
     */
    static TemporalBackend choose(@Nullable String address, @Nullable String namespace, Path home) {
        return TemporalChoice.make(address, namespace, home, TemporalChoice.findProgram(System.getenv("PATH")));
    }
}
