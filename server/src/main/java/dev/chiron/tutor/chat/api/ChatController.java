package dev.chiron.tutor.chat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chiron.tutor.chat.dispatch.TurnDispatcher;
import dev.chiron.tutor.chat.store.ChatMessage;
import dev.chiron.tutor.chat.store.ChatSession;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.Interaction;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.Correlation;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.SessionId;
import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/chat")
@Tag(name = "chat")
class ChatController {

    private static final int MAX_KEY = 200;

    private final MessageIntake intake;
    private final TurnDispatcher dispatcher;
    private final MessageRate rate;
    private final ChatStore store;
    private final LearnerTransactions transactions;

    ChatController(
            MessageIntake intake,
            TurnDispatcher dispatcher,
            MessageRate rate,
            ChatStore store,
            LearnerTransactions transactions) {
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.rate = rate;
        this.store = store;
        this.transactions = transactions;
    }

    @Schema(name = "NewSession")
    record NewSession(
            @Nullable @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
            String title) {}

    @Schema(name = "Session")
    record SessionView(
            UUID sessionId,
            @Schema(nullable = true) @Nullable String title,
            Instant createdAt,
            @Schema(nullable = true) @Nullable Instant lastMessageAt) {

        static SessionView of(ChatSession session) {
            return new SessionView(session.id().value(), session.title(), session.createdAt(), session.lastMessageAt());
        }
    }

    @Schema(name = "Sessions")
    record SessionsView(
            List<SessionView> sessions,

            @Schema(description = "Give it as `cursor` for the next, older page; absent on the last one")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String nextCursor) {}

    @Schema(name = "NewMessage")
    record NewMessage(
            @Schema(description = "Absent: a new session", nullable = true) @Nullable
            UUID sessionId,

            @Schema(minLength = 1, maxLength = Said.MAX_CONTENT) @NotNull(message = "is missing")
            String content,

            @Schema(
                    description =
                            "Made by the client: the same request sent again gives the first answer and starts nothing",
                    nullable = true)
            @Nullable
            UUID messageId) {

        @Override
        public String toString() {
            return "NewMessage";
        }
    }

    @Schema(name = "PostedMessage")
    record PostedMessage(UUID messageId, UUID sessionId, UUID turnId, UUID userId, String content, Instant timestamp) {

        static PostedMessage of(ChatMessage message) {
            return new PostedMessage(
                    message.id().value(),
                    message.session().value(),
                    message.turn().value(),
                    message.learner().value(),
                    message.content(),
                    message.createdAt());
        }

        @Override
        public String toString() {
            return "PostedMessage[" + messageId + "]";
        }
    }

    @Schema(name = "Component")
    record ComponentView(
            UUID interactionId,
            String name,
            @Schema(type = "object") JsonNode arguments,

            @Schema(allowableValues = {"open", "answered", "superseded"})
            String status,

            @Schema(type = "object", description = "The learner's answer; absent while there is none")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            JsonNode reply) {

        static @Nullable ComponentView of(ChatMessage message, List<Interaction> shown) {
            return shown.stream()
                    .filter(each -> message.id().equals(each.message()))
                    .map(each -> new ComponentView(
                            each.id().value(),
                            each.name(),
                            each.arguments(),
                            each.status().lowerCase(),
                            each.reply()))
                    .findFirst()
                    .orElse(null);
        }
    }

    @Schema(name = "Message")
    record MessageView(
            UUID messageId,
            UUID sessionId,

            @Schema(allowableValues = {"user", "assistant", "tool"})
            String role,

            String content,

            @Schema(description = "What was shown with the message; absent when nothing was")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            ComponentView component,

            UUID turnId,
            Instant timestamp) {

        static MessageView of(ChatMessage message, List<Interaction> shown) {
            return new MessageView(
                    message.id().value(),
                    message.session().value(),
                    message.role().lowerCase(),
                    message.content(),
                    ComponentView.of(message, shown),
                    message.turn().value(),
                    message.createdAt());
        }

        @Override
        public String toString() {
            return "MessageView[" + messageId + "]";
        }
    }

    @Schema(name = "Messages")
    record MessagesView(
            List<MessageView> messages,

            @Schema(description = "Give it as `before` for the page of older messages; absent on the oldest one")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String nextCursor) {}

    @Operation(summary = "Open a chat session")
    @ApiResponse(responseCode = "201", description = "The new session")
    @PostMapping("/sessions")
    @org.springframework.web.bind.annotation.ResponseStatus(HttpStatus.CREATED)
    SessionView openSession(
            @TokenOwner Learner learner, @Valid @RequestBody(required = false) @Nullable NewSession request) {
        var title = request == null ? null : request.title();
        if (title != null && (title.isBlank() || title.indexOf('\0') >= 0)) {
            throw ApiException.validation("title", "is blank or has a NUL character");
        }
        var id = new SessionId(UUID.randomUUID());
        return SessionView.of(transactions.as(learner, () -> store.addSession(id, learner.id(), id.toString(), title)));
    }

    @Operation(summary = "List own chat sessions, newest first")
    @GetMapping("/sessions")
    SessionsView sessions(
            @TokenOwner Learner learner,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var found = transactions.as(
                learner, () -> store.sessions(cursor == null ? null : new SessionId(cursor), limit + 1));
        var page = found.subList(0, Math.min(limit, found.size()));
        return new SessionsView(
                page.stream().map(SessionView::of).toList(),
                found.size() > limit ? page.getLast().id().toString() : null);
    }

    @Operation(summary = "Say something; the tutor's reply comes in the session")
    @ApiResponse(responseCode = "201", description = "Stored; it will be answered")
    @ApiResponse(responseCode = "200", description = "This message had been stored before; nothing new happens")
    @PostMapping("/messages")
    ResponseEntity<PostedMessage> post(
            @TokenOwner Learner learner,
            @Valid @RequestBody NewMessage request,
            @Parameter(description = "Like `message_id`, for clients that cannot make one")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String idempotencyKey) {
        rate.take(learner.id());
        Said.checkContent("content", request.content());
        var session = request.sessionId() == null ? null : new SessionId(request.sessionId());
        var posted = intake.post(learner, session, request.content(), messageId(learner, request, idempotencyKey));
        var message = posted.message();
        if (!posted.repeated()) {
            Correlation.add(message.session(), message.turn());
            dispatcher.dispatch(posted.turn());
        }
        return ResponseEntity.status(posted.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .location(URI.create("/api/v1/chat/messages/" + message.id()))
                .body(PostedMessage.of(message));
    }

    private static @Nullable MessageId messageId(Learner learner, NewMessage request, @Nullable String idempotencyKey) {
        if (request.messageId() != null) {
            return new MessageId(request.messageId());
        }
        if (idempotencyKey == null) {
            return null;
        }
        if (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_KEY) {
            throw ApiException.validation("Idempotency-Key", "must have 1 to " + MAX_KEY + " characters");
        }
        // A key is unique for its learner only; the id made of it is unique for all.
        var name = "idempotency-key/" + learner.id() + "/" + idempotencyKey.strip();
        return new MessageId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Operation(summary = "One own message")
    @GetMapping("/messages/{message_id}")
    MessageView message(@TokenOwner Learner learner, @PathVariable("message_id") UUID messageId) {
        return transactions
                .as(learner, () -> store.findMessage(new MessageId(messageId))
                        .map(message -> MessageView.of(
                                message, store.interactions(message.session(), List.of(message.turn())))))
                .orElseThrow(() -> ApiException.notFound("message"));
    }

    @Operation(summary = "A session's messages, oldest first; the newest page without `before`")
    @GetMapping("/sessions/{session_id}/messages")
    MessagesView messages(
            @TokenOwner Learner learner,
            @PathVariable("session_id") UUID sessionId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String before) {
        var session = new SessionId(sessionId);
        var position = MessageCursor.read(before);
        return transactions.as(learner, () -> {
            if (store.findSession(session).isEmpty()) {
                throw ApiException.notFound("session");
            }
            var found = store.messages(session, position, limit + 1);
            var page = found.subList(Math.max(0, found.size() - limit), found.size());
            var shown = store.interactions(
                    session, page.stream().map(ChatMessage::turn).distinct().toList());
            return new MessagesView(
                    page.stream().map(each -> MessageView.of(each, shown)).toList(),
                    found.size() > limit ? MessageCursor.of(page.getFirst()) : null);
        });
    }
}
