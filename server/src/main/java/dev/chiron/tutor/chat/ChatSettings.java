package dev.chiron.tutor.chat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Chat sessions and their turns.
 *
 * @param idleTimeout a session's workflow ends after this time without a message, and starts again with the next one
 * @param turnsPerRun turns after which a session's workflow continues as new, so that its history stays small
 * @param attempts how often the agent is asked for one reply before the turn fails
 * @param firstBackoff pause before the second attempt; each further one is twice as long
 * @param maxBackoff longest pause between two attempts, also when the model asks for a longer one
 * @param replyTimeout longest time for one attempt
 * @param heartbeatTimeout an attempt that is silent for this long is taken for dead and made again
 * @param dispatchTimeout how long a request waits for Temporal before it leaves its turn to the dispatcher
 * @param dispatchInterval how often the dispatcher looks for turns that nobody has taken
 * @param redispatchAfter when a turn that was dispatched is dispatched again if it is still not over
 * @param maxReplyCharacters a longer reply is refused
 * @param snapshotMessages the most messages in an AG-UI snapshot, the newest
 * @param snapshotCharacters the most characters of JSON in an AG-UI snapshot of messages, the newest; clients refuse an
 *     event of more than 10 Mi
 * @param snapshotPartCharacters the most characters of pictures and other parts in an AG-UI snapshot, those of the newest
 *     messages; older messages are told in words
 * @param clientStateCharacters the most characters of JSON that a client may keep in the AG-UI state beside what is the
 *     server's
 * @param contextEntries the most entries of a run's context
 * @param contextCharacters the most characters of all of them together
 * @param messagesPerMinute what one learner may send; more is answered 429
 * @param messageBurst what one learner may send at once
 * @param interruptLifetime how long a question that stands before a deed can be answered
 */
@Validated
@ConfigurationProperties(prefix = "tutor.chat", ignoreUnknownFields = false)
public record ChatSettings(
        @DefaultValue("15m") Duration idleTimeout,
        @DefaultValue("200") @Min(1) @Max(2000) int turnsPerRun,
        @DefaultValue("4") @Min(1) @Max(20) int attempts,
        @DefaultValue("500ms") Duration firstBackoff,
        @DefaultValue("30s") Duration maxBackoff,
        @DefaultValue("3m") Duration replyTimeout,
        @DefaultValue("10s") Duration heartbeatTimeout,
        @DefaultValue("2s") Duration dispatchTimeout,
        @DefaultValue("1s") Duration dispatchInterval,
        @DefaultValue("5m") Duration redispatchAfter,
        @DefaultValue("200000") @Min(1000) @Max(900_000) int maxReplyCharacters,
        @DefaultValue("2000") @Min(10) @Max(100_000) int snapshotMessages,

        @DefaultValue("4000000") @Min(10_000) @Max(10_000_000)
        int snapshotCharacters,

        @DefaultValue("4000000") @Min(0) @Max(5_000_000) int snapshotPartCharacters,
        @DefaultValue("65536") @Min(0) @Max(1_000_000) int clientStateCharacters,
        @DefaultValue("32") @Min(0) @Max(1000) int contextEntries,
        @DefaultValue("16000") @Min(0) @Max(1_000_000) int contextCharacters,
        @DefaultValue("60") @Min(1) @Max(1_000_000) int messagesPerMinute,
        @DefaultValue("60") @Min(1) @Max(1_000_000) int messageBurst,
        @DefaultValue("10m") Duration interruptLifetime) {}
