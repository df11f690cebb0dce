package dev.chiron.agui;

/** Which generation of clients reads a stream. */
public enum Peer {
    /** Sent a {@code protocolVersion}, as clients from 1.0.0 on do. */
    CURRENT,
    /** Sent none, as clients up to 0.0.59: parts of 1.0 are fatal there and must not be sent. */
    LEGACY
}
