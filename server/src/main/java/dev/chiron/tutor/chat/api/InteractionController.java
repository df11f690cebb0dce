package dev.chiron.tutor.chat.api;

import dev.chiron.tutor.chat.dispatch.TurnDispatcher;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Answers to shown components, for clients that do not speak AG-UI. */
@RestController
@RequestMapping("/api/v1/chat/interactions")
@Tag(name = "chat")
class InteractionController {

    private final AnswerIntake intake;
    private final TurnDispatcher dispatcher;
    private final MessageRate rate;

    InteractionController(AnswerIntake intake, TurnDispatcher dispatcher, MessageRate rate) {
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.rate = rate;
    }

    @Schema(name = "InteractionAnswer")
    record Answer(
            @Schema(type = "object", description = "The component's reply object") @NotNull(message = "is missing")
            JsonNode userInput) {

        @Override
        public String toString() {
            return "Answer";
        }
    }

    @Schema(name = "TakenAnswer")
    record Taken(UUID interactionId, UUID turnId) {}

    @Operation(summary = "Answer a component that was shown; what follows comes in the session")
    @ApiResponse(responseCode = "202", description = "Stored; it will be judged and answered")
    @PostMapping("/{interaction_id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken answer(
            @TokenOwner Learner learner,
            @PathVariable("interaction_id") UUID interactionId,
            @Valid @RequestBody Answer answer) {
        rate.take(learner.id());
        var turn = intake.take(learner, new InteractionId(interactionId), answer.userInput());
        Correlation.add(turn.session(), turn.id());
        dispatcher.dispatch(turn);
        return new Taken(interactionId, turn.id().value());
    }
}
