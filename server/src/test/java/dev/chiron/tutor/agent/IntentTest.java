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

    // Goal: whoever wants to be off their track is understood, in whatever polite or curt words.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I want to leave this track",
                "I want to leave this track, please.",
                "leave track",
                "Quit the course!",
                "I'd like to quit my course",
                "I\u2019d like to quit my course",
                "Please stop this learning path",
                "hi, can I leave the track?",
                "Could you take me off this track, please?",
                "Let me drop out of the course for now",
                "Okay, I'm going to give up on this track",
                "get me out of this course",
                "I wanna exit the current path now",
                "sorry, I would really like to end this track today",
                "  LEAVE\n THE   TRACK  ",
            })
    void leavingIsUnderstood(String message) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.LeaveTrack());
    }

    // Goal: who only talks of leaving is answered, and not asked whether they want to.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "What happens if I leave the track?",
                "How do I leave a track?",
                "Should I leave this track?",
                "I don't want to leave this track",
                "Do people who leave the track lose their progress?",
                "Why did Napoleon leave the path of peace?",
                "The train may leave the track",
                "leave the tracks of the deer alone",
                "What is the path of least resistance?",
                "stop",
                "leave",
                "I want to leave this track of thought and talk about Rome",
            })
    void talkOfLeavingIsTalk(String message) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.Ask());
    }

    // Goal: who wants to begin again is understood too, for they are told that it cannot be.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart the track",
                "Please restart the track from the beginning.",
                "Can we start this course over?",
                "start over with this track",
                "I want to do the course again from scratch",
                "reset my progress",
                "reset all my progress on this track please",
            })
    void beginningAgainIsUnderstood(String message) {
        assertThat(Intent.of(message)).isEqualTo(new Intent.RestartTrack());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start the track", "I want to do this course", "What is progress?", "Can I restart the computer?"
            })
    void beginningIsNotBeginningAgain(String message) {
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
                assertThat(Intent.of("i want to" + spaces + "leave")).isInstanceOf(Intent.Ask.class);
                assertThat(Intent.of("ok ".repeat(60) + "leave the track")).isInstanceOf(Intent.Ask.class);
                assertThat(Intent.of("teach" + spaces + "b")).isInstanceOf(Intent.Ask.class);
                assertThat(Intent.of("teach me" + spaces + "something")).isEqualTo(new Intent.TeachSomething());
                assertThat(Intent.of("teach me a" + "?,".repeat(7_900) + "b")).isInstanceOf(Intent.TeachAbout.class);
            }
        });
    }
}
