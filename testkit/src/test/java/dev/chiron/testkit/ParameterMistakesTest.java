package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Goal: a test that asks for what cannot be given learns why, in words. */
class ParameterMistakesTest {

    @TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
    static class Mistaken {

        @Test
        void wantsFaultsOnASharedStack(Faults faults) {
            assertThat(faults).isNotNull();
        }

        @Test
        void wantsAScriptWithoutALearner(ModelScript script) {
            assertThat(script).isNotNull();
        }
    }

    /** It cannot start: nothing tells it where its database is. */
    @TutorStack(application = TinyApplication.class)
    static class WithoutSettings {

        @Test
        void neverRuns(Stack stack) {
            assertThat(stack).isNotNull();
        }
    }

    @Test
    void mistakesAreExplained() {
        List<String> messages = failures(Mistaken.class);

        assertThat(messages).hasSize(2);
        assertThat(messages).anyMatch(message -> message.contains("add @ExclusiveStack to the class"));
        assertThat(messages).anyMatch(message -> message.contains("add a Learner parameter"));
    }

    @Test
    void anApplicationThatCannotStartFailsItsTestsAndLeavesNothingOpen() {
        assertThat(failures(WithoutSettings.class))
                .singleElement()
                .asString()
                .contains("the stack cannot be started")
                .contains("tiny.");
    }

    private static List<String> failures(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .toList();
    }
}
