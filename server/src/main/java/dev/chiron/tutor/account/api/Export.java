package dev.chiron.tutor.account.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The document of an export as the API describes it; it is never in memory as a whole. */
@Schema(name = "Export")
record Export(
        @Schema(allowableValues = "chiron-export") String format,

        @Schema(description = "Rises when a reader of older exports would not understand a newer one")
        int version,

        Instant exportedAt,

        @Schema(description = "Email, times, and where it was signed in from; nothing that opens it")
        JsonNode account,

        List<JsonNode> profiles,
        List<JsonNode> chatSessions,

        @Schema(description = "One for each exchange of a session")
        List<JsonNode> chatTurns,

        List<JsonNode> chatMessages,

        @Schema(description = "What was shown and what was answered")
        List<JsonNode> componentInteractions,

        List<JsonNode> interrupts,
        List<JsonNode> toolCalls,
        List<JsonNode> userProgress,
        List<JsonNode> assessmentAttempts,

        @Schema(description = "What the log says of the account")
        List<JsonNode> auditLog) {}
