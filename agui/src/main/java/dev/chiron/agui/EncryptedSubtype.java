package dev.chiron.agui;

/** What an encrypted reasoning value belongs to; kebab-case on the wire. */
public enum EncryptedSubtype {
    /** A tool call. */
    TOOL_CALL,
    /** A text or reasoning message. */
    MESSAGE
}
