package dev.chiron.tutor.chat;

import java.util.Locale;

/** Why a turn ended without a reply. The code is stable; the message is for the learner and honest. */
public enum TurnFailure {
    MODEL_RATE_LIMITED("The tutor's language model is busy right now. Please ask again in a minute."),
    MODEL_UNAVAILABLE("The tutor's language model cannot be reached right now. Please ask again later."),
    MODEL_TIMEOUT("The tutor's language model did not answer in time. Please ask again."),
    MODEL_CUT_OFF("The tutor's language model broke off its answer. Please ask again."),
    MODEL_EMPTY_REPLY("The tutor's language model had nothing to say. Please ask again in other words."),
    MODEL_INVALID_REPLY("The tutor's language model gave an answer that cannot be read. Please ask again."),
    MODEL_UNAUTHORIZED("The tutor is not set up correctly: its language model refuses the key. Asking again will not "
            + "help; please tell whoever runs this tutor."),
    MODEL_REJECTED("The tutor's language model does not accept this question. Please ask something else."),
    INTERNAL("Something went wrong on our side. Your message is kept; please ask again.");

    private final String message;

    TurnFailure(String message) {
        this.message = message;
    }

    /** As it is stored and sent, in snake_case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For the learner. */
    public String message() {
        return message;
    }

    /** The failure of a code; {@link #INTERNAL} for one that is not ours. */
    public static TurnFailure of(String code) {
        for (var each : values()) {
            if (each.code().equals(code)) {
                return each;
            }
        }
        return INTERNAL;
    }
}
