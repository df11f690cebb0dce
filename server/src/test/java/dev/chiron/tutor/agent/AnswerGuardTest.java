package dev.chiron.tutor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chiron.tutor.agent.AnswerGuard.Option;
import dev.chiron.tutor.agent.AnswerGuard.Question;
import dev.chiron.tutor.agent.AnswerGuard.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("No reply tells the answer of an open question, in whatever disguise; and a hint is not taken for one")
class AnswerGuardTest {

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    record Case(String name, Question question, String reply) {

        @Override
        public String toString() {
            return name + ": " + reply;
        }
    }

    static Stream<Case> leaks() {
        return cases("leaks");
    }

    static Stream<Case> clean() {
        return cases("clean");
    }

    private static Stream<Case> cases(String kind) {
        var cases = new ArrayList<Case>();
        for (var each : corpus()) {
            var options = new ArrayList<Option>();
            each.path("options")
                    .forEach(option -> options.add(new Option(
                            option.path("id").asString(), option.path("text").asString())));
            var solutions = new ArrayList<String>();
            each.path("solutions").forEach(solution -> solutions.add(solution.asString()));
            var correct = each.path("correct");
            var question = new Question(
                    each.path("question").asString(), options, correct.isNull() ? null : correct.asString(), solutions);
            each.path(kind)
                    .forEach(reply -> cases.add(new Case(each.path("name").asString(), question, reply.asString())));
        }
        return cases.stream();
    }

    private static JsonNode corpus() {
        try (var in = AnswerGuardTest.class.getResourceAsStream("/answer-guard/corpus.json")) {
            assertThat(in).isNotNull();
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Goal: the answer is not told; and what is logged about it does not tell it either.
    @ParameterizedTest
    @MethodSource("leaks")
    void aReplyThatTellsTheAnswerIsHeldBack(Case leak) {
        var verdict = AnswerGuard.of(leak.question()).check(leak.reply());

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Leak.class, found -> {
            var why = " " + found.why().toLowerCase(Locale.ROOT) + " ";
            leak.question().solutions().forEach(each -> assertThat(why)
                    .doesNotContain(" " + each.toLowerCase(Locale.ROOT) + " "));
        });
    }

    // Goal: a tutor that only ever gives stored hints is none: what helps without telling goes through.
    @ParameterizedTest
    @MethodSource("clean")
    void aReplyThatHelpsWithoutTellingGoesThrough(Case clean) {
        assertThat(AnswerGuard.of(clean.question()).check(clean.reply())).isEqualTo(new Verdict.Clean());
    }

    // Goal: the corpus cannot shrink unseen.
    @Test
    void theCorpusIsLargeAndVaried() {
        assertThat(leaks()).hasSizeGreaterThanOrEqualTo(140);
        assertThat(clean()).hasSizeGreaterThanOrEqualTo(75);
        assertThat(leaks().map(Case::name).distinct()).hasSizeGreaterThanOrEqualTo(11);
    }

    // Goal: a tell-tale within a long, harmless reply is as good as one alone.
    @ParameterizedTest
    @MethodSource("leaks")
    void aLeakAmongHarmlessTextIsStillFound(Case leak) {
        var harmless = "Let me help you with a small story about how people found this out.";

        var verdict = AnswerGuard.of(leak.question()).check(harmless + "\n\n" + leak.reply() + "\n\n" + harmless);

        assertThat(verdict).isInstanceOf(Verdict.Leak.class);
    }

    // Goal: a reply written to stall the guard stalls nobody.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "n",
                "nitroge",
                "<",
                "<b ",
                "&#",
                "((((",
                "1,",
                "1 ",
                "1/",
                "0x",
                ".-",
                "QUJD",
                "QUJDREVGRw== ",
                "61",
                "b ",
                "B) ",
                "not a, ",
                "oxygen, nitrogen, argon, ",
                "the answer is ",
                "~~",
                "\n",
                "✅\n",
                "\u200b",
                "twenty ",
                "one hundred ",
                "between 1 and 3 ",
                "01101110 ",
                "yes ",
                "\\u006",
                "first or ",
                "**",
                "'a"
            })
    void theTimeGrowsWithTheLengthOnly(String piece) {
        var guards = cases("leaks")
                .map(Case::question)
                .distinct()
                .map(AnswerGuard::of)
                .toList();
        var reply = piece.repeat(50_000 / piece.length());

        var began = System.nanoTime();
        for (var guard : guards) {
            assertThat(guard.check(reply)).isNotNull();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(GENEROUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "🎓", "\u200b", "…", "?", "\ud83d", "&#1114112;", "&#x110000;", "\\ud800"})
    void whatSaysNothingTellsNothing(String reply) {
        clean().map(Case::question)
                .distinct()
                .forEach(each -> assertThat(AnswerGuard.of(each).check(reply)).isEqualTo(new Verdict.Clean()));
    }

    @Test
    void aKeyThatNamesNoOptionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Question("Why?", List.of(new Option("a", "Because")), "b", List.of()));
    }

    // Goal: an answer of signs only, as programming has them, is found where it is given as one.
    @Test
    void anAnswerThatHasNoLettersIsFound() {
        var guard = AnswerGuard.of(new Question(
                "Which operator compares two values?",
                List.of(new Option("a", "="), new Option("b", "==")),
                "b",
                List.of("==")));

        assertThat(guard.check("Use `==` here.")).isInstanceOf(Verdict.Leak.class);
        assertThat(guard.check("One sign assigns, as in x = 3. What compares?")).isEqualTo(new Verdict.Clean());
    }
}
