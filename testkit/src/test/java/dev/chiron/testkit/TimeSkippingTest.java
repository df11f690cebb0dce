package dev.chiron.testkit;

import static dev.chiron.testkit.AgUiAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import org.junit.jupiter.api.Test;

/** Goal: a workflow that waits for a day is seen to its end at once. */
@TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
@ExclusiveStack(timeSkipping = true)
class TimeSkippingTest {

    @Test
    void aDayPassesInAMoment(Learner learner, AgUiClient agent, ModelScript model, Workflows workflows) {
        model.replies("Good morning");
        AgUiRequest request = AgUiRequest.onNewThread().says("Tomorrow: wake me");

        assertThat(agent.start(request)).isConformant().hasText("Good morning").finished();
        assertThat(workflows.history("tiny:" + request.runId()))
                .anyMatch(line -> line.endsWith("TIMER_STARTED for 86400 s"));
    }
}
