package dev.chiron.tutor.learning;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Learning paths.
 *
 * @param attemptsPerQuestion after so many answers that do not pass the path goes on, and the unit is marked
 * @param reminderAfter without a word from the learner they are reminded; doubles with every reminder at one unit
 * @param maxReminders reminders at one unit; 0 for none
 * @param startTimeout how long a request waits for Temporal before it leaves its path to the dispatcher
 * @param completeTimeout how long a request that completes a unit waits for what comes of it
 * @param dispatchInterval how often the dispatcher looks for paths that no workflow has taken
 * @param redispatchAfter how long a path that a workflow has taken is left to it
 * @param stateTracks the most tracks in an AG-UI state, those at which the learner was last
 */
@Validated
@ConfigurationProperties(prefix = "tutor.learning", ignoreUnknownFields = false)
public record LearningSettings(
        @DefaultValue("3") @Min(1) @Max(20) int attemptsPerQuestion,
        @DefaultValue("3d") Duration reminderAfter,
        @DefaultValue("3") @Min(0) @Max(20) int maxReminders,
        @DefaultValue("2s") Duration startTimeout,
        @DefaultValue("5s") Duration completeTimeout,
        @DefaultValue("1s") Duration dispatchInterval,
        @DefaultValue("1h") Duration redispatchAfter,
        @DefaultValue("100") @Min(1) @Max(1000) int stateTracks) {}
