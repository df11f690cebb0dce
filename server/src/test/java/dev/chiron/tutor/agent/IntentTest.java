package dev.chiron.tutor.agent;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The form of a message tells whether a lesson is wanted, and on what")
class IntentTest {

    // Goal: politeness, greetings and punctuation do not get into the topic.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Teach me about photosynthesis | photosynthesis",
                "teach me about photosynthesis. | photosynthesis",
                "TEACH ME ABOUT DNA!! | DNA",
                "Can you teach me fractions please | fractions",
                "Can you teach me fractions, please? | fractions",
                "could you please teach me about the French Revolution? | the French Revolution",
                "Please tutor me in algebra | algebra",
                "Hi, teach me about black holes | black holes",
                "Hello! Can you teach me recursion? | recursion",
                "teach me the basics of chess | chess",
                "teach me something about Rome | Rome",
                "teach me more about Rome | Rome",
                "  teach   me  Rome  | Rome",
                "'teach me\nRome' | Rome",
                "teach me C++ | C++",
                "teach me introduction to algebra | introduction to algebra",
                "teach me inheritance | inheritance",
                "teach me one-way functions | one-way functions",
                "teach me about online safety | online safety",
                "teach me somethingology | somethingology",
                "teach me about please-and-thank-you rules | please-and-thank-you rules",
            })
    void aTopicIsFound(String message, String topic) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.TeachAbout(topic));
    }

    // Goal: a learner who names no topic is asked for one, and not told that there is nothing on it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Teach me",
                "teach me!",
                "teach me please",
                "Could you teach me, please?",
                "Teach me something",
                "teach me something new",
                "teach me anything please",
                "teach me about",
                "teach me about something",
                "teach me more",
                "hi, can you please teach me a lesson?",
                "please teach me stuff..."
            })
    void withoutATopicItIsStillToldApart(String message) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.TeachSomething());
    }

    // Goal: everything else is a question, also where it begins with the same letters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is photosynthesis?",
                "",
                "  ",
                "Can you teach mechanics?",
                "teach metallurgy to beginners",
                "teach medicine",
                "My teacher does not teach me about Rome",
                "teaching me is hard",
                "Why do you teach me this?"
            })
    void everythingElseIsAQuestion(String message) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.Ask());
    }

    // Goal: the longest message that is accepted takes no noticeable time, however it is made.
    @Test
    void aLongMessageIsReadAtOnce() {
        var spaces = " ".repeat(15_900);

        assertTimeoutPreemptively(ofSeconds(8), () -> {
            for (var i = 0; i < 50; i++) {
                assertThat(Intent.of("teach me a" + spaces + "b")).isInstanceOf(Intent.TeachAbout.class);
                assertThat(Intent.of("hi" + spaces + "b")).isInstanceOf(Intent.Ask.class);
                assertThat(Intent.of("teach" + spaces + "b")).isInstanceOf(Intent.Ask.class);
                assertThat(Intent.of("teach me" + spaces + "something")).isEqualTo(new Intent.TeachSomething());
                assertThat(Intent.of("teach me a" + "?,".repeat(7_900) + "b")).isInstanceOf(Intent.TeachAbout.class);
            }
        });
    }
}
