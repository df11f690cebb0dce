package dev.chiron.tutor.component;

import java.math.BigDecimal;

/** How large parts of components and replies may be. Lengths are in Unicode code points, as JSON Schema counts. */
final class Limits {

    static final int ID_LENGTH = 200;
    static final int LABEL_LENGTH = 200;
    static final int TEXT_LENGTH = 4_000;
    static final int LINK_LENGTH = 2_000;
    static final int CODE_LENGTH = 20_000;
    static final int BLANK_LENGTH = 1_000;
    static final int TAG_LENGTH = 50;
    static final int ICON_LENGTH = 50;
    static final int HINT_LENGTH = 4_000;

    static final int OPTIONS_MIN = 2;
    static final int OPTIONS_MAX = 8;
    static final int CHOICES_MAX = 20;
    static final int TAGS_MAX = 10;
    static final int HINTS_MAX = 10;

    static final int RATING_MAX = 100;

    /** Larger numbers lose their decimals in a browser. */
    static final BigDecimal NUMBER_MAX = BigDecimal.valueOf(1_000_000_000);

    static final int DECIMALS_MAX = 9;

    /** A browser's arithmetic yields 0.30000000000000004; more digits than these are no number of a slider. */
    static final int REPLY_DECIMALS_MAX = 30;

    private Limits() {}
}
