package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is typed is a yes, a no, or talk")
final class TypedConfirmationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "Yes.", "YES!!", " y ", "yes, please", "OK", "Sure", "do it", "I\u2019m sure.", "Leave"})
    void yes(String text) {
        assertThat(TypedConfirmation.of(text)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "No, thanks!", "nope", "Don't!", "never mind", "Cancel", "not now", "I'll stay"})
    void no(String text) {
        assertThat(TypedConfirmation.of(text)).contains(false);
    }

    // Goal: nobody is taken off a track by words that were meant otherwise.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "yesterday",
                "yes and no",
                "yes but first tell me about Rome",
                "is it ok to leave?",
                "yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes",
                "b",
                "What is a capital?"
            })
    void talk(String text) {
        assertThat(TypedConfirmation.of(text)).isEmpty();
    }
}
