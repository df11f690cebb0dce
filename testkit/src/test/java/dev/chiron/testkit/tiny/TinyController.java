package dev.chiron.testkit.tiny;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who am I, and one run. */
@RestController
class TinyController {

    private final WorkflowClient workflows;
    private final String secret;
    private final String greeting;
    private final JsonMapper json = JsonMapper.builder().build();

    TinyController(
            WorkflowClient workflows,
            @Value("${tiny.secret}") String secret,
            @Value("${tiny.greeting:hello}") String greeting) {
        this.workflows = workflows;
        this.secret = secret;
        this.greeting = greeting;
    }

    @GetMapping("/greeting")
    String greeting() {
        return greeting;
    }

    @GetMapping("/me")
    ResponseEntity<Map<String, String>> me(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization) {
        JsonNode claims = claims(authorization);
        return claims == null
                ? ResponseEntity.status(401).body(Map.of("error_code", "unauthenticated"))
                : ResponseEntity.ok(Map.of(
                        "id", claims.path("sub").asString(),
                        "email", claims.path("email").asString(),
                        "role", claims.at("/app_metadata/role").asString("none")));
    }

    @PostMapping("/run")
    void run(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestBody JsonNode input,
            HttpServletResponse response)
            throws IOException {
        JsonNode claims = claims(authorization);
        if (claims == null) {
            response.setStatus(401);
            response.setContentType("application/json");
            response.getWriter().write("{\"error_code\":\"unauthenticated\"}");
            return;
        }
        String thread = input.path("threadId").asString();
        String run = input.path("runId").asString();
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        String ids = "\"threadId\":" + quoted(thread) + ",\"runId\":" + quoted(run);
        send(response, "{\"type\":\"RUN_STARTED\"," + ids + ",\"protocolVersion\":\"1.0\"}");
        response.getOutputStream().write(": working\n\n".getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        TinyWorkflow workflow = workflows.newWorkflowStub(
                TinyWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId("tiny:" + run)
                        .setTaskQueue(TinyApplication.QUEUE)
                        .build());
        try {
            String answer = workflow.run(
                    claims.path("sub").asString(),
                    input.at("/messages/0/content").asString(""),
                    input.at("/state/waits").asBoolean(false));
            send(response, "{\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"m1\",\"role\":\"assistant\"}");
            send(response, "{\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"m1\",\"delta\":" + quoted(answer) + "}");
            send(response, "{\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"m1\"}");
            send(response, "{\"type\":\"RUN_FINISHED\"," + ids + "}");
        } catch (WorkflowFailedException _) {
            send(response, "{\"type\":\"RUN_ERROR\",\"message\":\"No answer.\",\"code\":\"model_failed\"}");
        }
    }

    private static void send(HttpServletResponse response, String event) throws IOException {
        response.getOutputStream().write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private String quoted(String text) {
        return json.writeValueAsString(text);
    }

    /** The claims of a good token; null for any other. */
    private @Nullable JsonNode claims(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return null;
        }
        String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
            boolean good =
                    MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]))
                            && claims.path("aud").asString().equals("authenticated")
                            && claims.path("exp").asLong() > Instant.now().getEpochSecond();
            return good ? claims : null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
