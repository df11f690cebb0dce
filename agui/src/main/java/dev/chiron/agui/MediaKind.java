package dev.chiron.agui;

/** The part types that refer to bytes; lower-case on the wire. */
public enum MediaKind {
    /** A picture. */
    IMAGE,
    /** Sound. */
    AUDIO,
    /** Moving pictures. */
    VIDEO,
    /** Anything else. */
    DOCUMENT;

    static MediaKind ofMimeType(String mimeType) {
        if (mimeType.startsWith("image/")) {
            return IMAGE;
        }
        if (mimeType.startsWith("audio/")) {
            return AUDIO;
        }
        return mimeType.startsWith("video/") ? VIDEO : DOCUMENT;
    }
}
