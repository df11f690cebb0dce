package dev.chiron.tutor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.chiron.tutor.platform.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Whatever goes wrong in a request ends in the one shape of error body, and tells nothing of the inside")
class ErrorAdviceTest {

    private static final JsonMapper JSON = json();

    private final Failing failing = new Failing();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(failing)
            .setControllerAdvice(new ErrorAdvice())
            .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON))
            .addFilters(new BodyLimitFilter(
                    new WebSettings(DataSize.ofBytes(200), Duration.ofSeconds(30), List.of(), List.of()),
                    new ErrorWriter(JSON)))
            .build();

    private static JsonMapper json() {
        var builder = JsonMapper.builder();
        new WebConfiguration().apiJson().customize(builder);
        return builder.build();
    }

    @RestController
    static class Failing {

        private Supplier<RuntimeException> failure = IllegalStateException::new;

        record Nested(int depth) {}

        record Body(@NotBlank(message = "is blank") String displayName, Nested inner, UUID someId) {}

        @GetMapping("/fail")
        String fail() {
            throw failure.get();
        }

        @GetMapping("/of/{someId}")
        String of(
                @PathVariable UUID someId,
                @RequestParam(defaultValue = "1") @Max(value = 100, message = "is over 100") int pageSize,
                @RequestParam String required) {
            return someId + required + pageSize;
        }

        @PostMapping("/body")
        Body body(@Valid @RequestBody Body body) {
            return body;
        }
    }

    // Goal: our own errors are answered as they are.
    @Test
    void anErrorOfOursIsAnsweredAsItIs() throws Exception {
        assertFails(() -> ApiException.notFound("message"), 404, "not_found", "There is no such message.");
        assertFails(() -> ApiException.conflict("in_use", "In use."), 409, "in_use", "In use.");

        var limited = assertFails(
                () -> ApiException.tooManyRequests(Duration.ofMillis(200)),
                429,
                "rate_limited",
                "Too many requests; please wait a moment.");
        assertThat(limited.getHeader("Retry-After"))
                .describedAs("whole seconds, at least one")
                .isEqualTo("1");
    }

    static Stream<RuntimeException> databaseFailures() {
        return Stream.of(
                new CannotCreateTransactionException("jdbc:postgresql://secret"),
                new CannotGetJdbcConnectionException("jdbc:postgresql://secret"),
                new DataAccessResourceFailureException("select secret"),
                new CannotAcquireLockException("select secret"),
                new QueryTimeoutException("select secret"),
                new TransactionSystemException("secret"));
    }

    // Goal: a database that is away is told apart from a bug: it is worth another try.
    @ParameterizedTest
    @MethodSource("databaseFailures")
    void aDatabaseThatIsAwayIsUnavailable(RuntimeException failure) throws Exception {
        assertFails(() -> failure, 503, "unavailable", "The database cannot be reached right now. Nothing was saved.");
    }

    // Goal: a bug shows nothing of the inside.
    @Test
    void aBugIsInternalAndTellsNothing() throws Exception {
        assertFails(
                () -> new IllegalStateException("secret", new RuntimeException("select 1")),
                500,
                "internal",
                "Something went wrong on our side.");
    }

    // Goal: bad input names the field, as the API writes it, and what is wrong with it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | body | is missing or cannot be read",
                "{ | body | is not JSON",
                "{\"display_name\":\"a | body | is not JSON",
                "hello | body | is not JSON",
                "[] | body | has the wrong type or form",
                "\"text\" | body | has the wrong type or form",
                "{\"display_name\":5} | display_name | has the wrong type or form",
                "{\"display_name\":true} | display_name | has the wrong type or form",
                "{\"display_name\":{}} | display_name | has the wrong type or form",
                "{\"display_name\":\"a\",\"some_id\":\"x\"} | some_id | has the wrong type or form",
                "{\"display_name\":\"a\",\"inner\":{\"depth\":\"deep\"}} | inner.depth | has the wrong type or form",
                "{\"display_name\":\"a\",\"inner\":{\"depth\":\"5\"}} | inner.depth | has the wrong type or form",
                "{\"display_name\":\" \"} | display_name | is blank",
                "{} | display_name | is blank",
            })
    void aBodyThatIsWrongNamesTheField(String body, String field, String problem) throws Exception {
        assertInvalid(post("/body").contentType(MediaType.APPLICATION_JSON).content(body), field, problem);
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        var answer = send(post("/body")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"display_name\":\"Ada\",\"inner\":null,\"user_id\":7}"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).contains("\"display_name\":\"Ada\"");
    }

    @Test
    void aParameterThatIsWrongIsNamed() throws Exception {
        assertInvalid(get("/of/not-a-uuid?required=a"), "some_id", "is not a valid UUID");
        assertInvalid(get("/of/" + UUID.randomUUID() + "?required=a&pageSize=x"), "page_size", "is not a valid int");
        assertInvalid(get("/of/" + UUID.randomUUID() + "?required=a&pageSize=101"), "page_size", "is over 100");
        assertInvalid(get("/of/" + UUID.randomUUID()), "required", "is missing");
    }

    // Goal: a body that turns out too long while it is read is 413, as one that says so.
    @Test
    void aBodyThatTurnsOutTooLongIsTooLarge() throws Exception {
        var answer = send(post("/body").contentType(MediaType.APPLICATION_JSON).with(request -> {
            var longer = new org.springframework.mock.web.MockHttpServletRequest("POST", "/body") {
                @Override
                public long getContentLengthLong() {
                    return -1;
                }
            };
            longer.setContentType(MediaType.APPLICATION_JSON_VALUE);
            longer.setContent(("{\"display_name\":\"" + "a".repeat(300) + "\"}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return longer;
        }));

        assertThat(answer.getStatus()).isEqualTo(413);
        assertThat(answer.getContentAsString()).contains("payload_too_large", "200 bytes");
    }

    @Test
    void aWrongMethodOrTypeHasItsCode() throws Exception {
        assertError(send(request(HttpMethod.DELETE, "/body")), 405, "method_not_allowed");
        assertError(
                send(post("/body").contentType(MediaType.APPLICATION_XML).content("<a/>")),
                415,
                "unsupported_media_type");
        assertError(
                send(get("/of/" + UUID.randomUUID() + "?required=a").accept(MediaType.IMAGE_PNG)),
                406,
                "not_acceptable");
        assertThat(send(request(HttpMethod.DELETE, "/body")).getHeader("Allow")).contains("POST");
    }

    private MockHttpServletResponse send(RequestBuilder request) throws Exception {
        return mvc.perform(request).andReturn().getResponse();
    }

    private MockHttpServletResponse assertFails(
            Supplier<RuntimeException> failure, int status, String errorCode, String message) throws Exception {
        failing.failure = failure;
        var answer = send(get("/fail"));
        assertError(answer, status, errorCode);
        assertThat(JSON.readTree(answer.getContentAsString()).path("message").asString())
                .isEqualTo(message);
        assertThat(answer.getContentAsString()).doesNotContain("details").doesNotContain("secret");
        return answer;
    }

    private void assertInvalid(RequestBuilder request, String field, String problem) throws Exception {
        var answer = send(request);
        assertError(answer, 400, "validation_error");
        assertThat(JSON.readTree(answer.getContentAsString()).path("details"))
                .isEqualTo(JSON.valueToTree(List.of(new ApiException.Detail(field, problem))));
    }

    private static void assertError(MockHttpServletResponse answer, int status, String errorCode) throws Exception {
        assertThat(answer.getStatus()).describedAs(answer.getContentAsString()).isEqualTo(status);
        assertThat(answer.getContentType()).startsWith("application/json");
        var body = JSON.readTree(answer.getContentAsString());
        assertThat(body.path("error_code").asString()).isEqualTo(errorCode);
        assertThat(body.path("message").asString()).isNotBlank();
        assertThat(body.propertyNames()).isSubsetOf("error_code", "message", "details");
    }
}
