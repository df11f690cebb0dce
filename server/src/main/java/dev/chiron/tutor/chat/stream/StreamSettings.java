package dev.chiron.tutor.chat.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.modulith.NamedInterface;
import org.springframework.validation.annotation.Validated;

/**
 * The live events of turns.
 *
 * @param groupCommitInterval pause between two writes of this process, all turns together
 * @param maxUnstored events waiting to be written; whoever publishes more has to wait
 * @param storePatience how long a publisher waits for its events to be stored before it gives up
 * @param readerBuffer events that a slow reader may be behind before it has to read them from the store
 * @param lookAgain how often a reader looks into the store when nobody tells it of anything
 * @param keepAlive pause after which a silent stream gets a comment, so that a lost connection shows
 * @param grace how long the events of an ended turn are kept
 */
@Validated
@NamedInterface("settings")
@ConfigurationProperties(prefix = "tutor.stream", ignoreUnknownFields = false)
public record StreamSettings(
        @DefaultValue("20ms") Duration groupCommitInterval,
        @DefaultValue("50000") @Min(100) @Max(10_000_000) int maxUnstored,
        @DefaultValue("30s") Duration storePatience,
        @DefaultValue("1000") @Min(10) @Max(1_000_000) int readerBuffer,
        @DefaultValue("2s") Duration lookAgain,
        @DefaultValue("10s") Duration keepAlive,
        @DefaultValue("10m") Duration grace) {}
