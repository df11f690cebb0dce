package dev.chiron.tutor.chat.store;

import java.util.Locale;

/** Who said a message. */
public enum MessageRole {
    USER,
    ASSISTANT,
    TOOL;

    static MessageRole of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As it is stored and sent. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
