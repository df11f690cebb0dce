package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.tutor.platform.ApiException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said, and what a session is called after it. */
final class SaidTest {

    private static final String OWL = "\uD83E\uDD89";

    static Stream<String> goodContents() {
        return Stream.of(
                "a",
                "  what is a fraction?\n",
                "x".repeat(16_000),
                // A character is a code point: an owl counts once.
                OWL.repeat(16_000),
                "\uD83D\uDC69\u200D\uD83C\uDFEB",
                "tab\tand\u0001control");
    }

    @ParameterizedTest
    @MethodSource("goodContents")
    @DisplayName("Whatever can be stored is taken, up to 16,000 characters")
    void goodContentIsTaken(String content) {
        assertThatCode(() -> Said.checkContent("content", content)).doesNotThrowAnyException();
    }

    static Stream<Arguments> badContents() {
        return Stream.of(
                Arguments.of("", "is empty or blank"),
                Arguments.of(" \t\n\u2003", "is empty or blank"),
                Arguments.of("x".repeat(16_001), "has more than 16000 characters"),
                Arguments.of(OWL.repeat(16_001), "has more than 16000 characters"),
                Arguments.of("a\0b", "has a NUL character"),
                Arguments.of("a\uD83E", "has half a character (an unpaired surrogate)"),
                Arguments.of("\uDD89a", "has half a character (an unpaired surrogate)"),
                Arguments.of("\uD83Ea", "has half a character (an unpaired surrogate)"),
                Arguments.of("\uD83E\uD83E\uDD89", "has half a character (an unpaired surrogate)"),
                Arguments.of("\uDD89\uD83E", "has half a character (an unpaired surrogate)"));
    }

    @ParameterizedTest
    @MethodSource("badContents")
    @DisplayName("What says nothing, too much, or cannot be stored is refused with its reason")
    void badContentIsRefused(String content, String problem) {
        var refused = catchThrowableOfType(ApiException.class, () -> Said.checkContent("messages[3].content", content));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.details()).containsExactly(new ApiException.Detail("messages[3].content", problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\uD83E", "\uDD89"})
    @DisplayName("An id has 1 to 200 characters, no NUL and no half of one")
    void badIdIsRefused(String id) {
        assertThat(catchThrowableOfType(ApiException.class, () -> Said.checkId("threadId", id))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("An id may be as long as 200 characters, not longer")
    void idsAreBounded() {
        assertThatCode(() -> Said.checkId("runId", "x".repeat(200))).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(ApiException.class, () -> Said.checkId("runId", "x".repeat(201)))
                        .details())
                .containsExactly(new ApiException.Detail("runId", "must have 1 to 200 characters"));
    }

    static Stream<Arguments> titles() {
        return Stream.of(
                Arguments.of("What is a fraction?", "What is a fraction?"),
                Arguments.of("\n\n  What is a fraction?  \nAnd why?", "What is a fraction?"),
                Arguments.of("x".repeat(80), "x".repeat(80)),
                // Without a space to cut at: 79 and the mark.
                Arguments.of("x".repeat(81), "x".repeat(79) + "…"),
                Arguments.of(OWL.repeat(81), OWL.repeat(79) + "…"),
                Arguments.of("word ".repeat(20).strip(), "word ".repeat(15).strip() + "…"),
                // A space too near the beginning would cut too much.
                Arguments.of("a " + "x".repeat(100), "a " + "x".repeat(77) + "…"));
    }

    @ParameterizedTest
    @MethodSource("titles")
    @DisplayName("A session is called after the first line of its first message, cut at a word to 80 characters")
    void titleIsTheFirstLine(String content, String title) {
        assertThat(Said.title(content)).isEqualTo(title);
    }
}
