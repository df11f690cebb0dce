package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chiron.testkit.Answer;
import dev.chiron.testkit.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the whole suite has shown of the API: {@link ApiContract} has watched every exchange. */
@Isolated("what is isolated runs after everything else")
@DisplayName("The suite as a whole")
class ApiCoverageTest {

    private static final Path NEVER_SEEN =
            Path.of(System.getProperty("chiron.root"), "tests/integration/target/api-never-seen.txt");

    @Test
    @DisplayName("has seen no exchange that is not as the document says, not even one that its test overlooked")
    void nothingAgainstTheDocument() {
        assertThat(ApiContract.violations()).isEmpty();
    }

    @Test
    @DisplayName("has exercised every operation of the document")
    void everyOperation() throws IOException {
        assumeTrue(Boolean.getBoolean("chiron.suite.whole"), "only a part of the suite runs");
        var exercised = ApiContract.exercised();
        var operations = new TreeSet<String>();
        var statuses = new TreeSet<String>();
        for (var operation : ApiDocument.checkedIn().operations()) {
            if (exercised.stream().noneMatch(each -> each.startsWith(operation + " 2"))) {
                operations.add(operation.toString());
            }
            operation.statuses().stream()
                    .map(status -> operation + " " + status)
                    .filter(each -> !exercised.contains(each))
                    .forEach(statuses::add);
        }
        // A list to read, not a failure: a database that is away answers 503 everywhere, and is shown at one place.
        Files.createDirectories(NEVER_SEEN.getParent());
        Files.write(NEVER_SEEN, statuses);
        System.out.println(
                "api: " + statuses.size() + " documented answers were never seen in this suite, see " + NEVER_SEEN);

        assertThat(operations)
                .as("operations that no test has brought to an end that is good")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            GET    | /api/v1/health                | 200 | {"status":"ok"}                        |
            GET    | /api/v1/health                | 200 | {"status":"fine"}                      | answer /status
            GET    | /api/v1/health                | 200 | {"status":"ok","mood":"good"}          | mood
            GET    | /api/v1/health                | 200 | {}                                     | status
            GET    | /api/v1/health                | 200 | []                                     | answer
            GET    | /api/v1/health                | 200 | nonsense                               | not JSON
            GET    | /api/v1/health                | 404 | {"error_code":"a","message":"b"}       | status 404 is not documented
            DELETE | /api/v1/health                | 405 | {"error_code":"a","message":"b"}       |
            DELETE | /api/v1/health                | 405 | {"error":"a"}                          | error_code
            DELETE | /api/v1/health                | 200 | {"status":"ok"}                        | no such operation
            GET    | /api/v1/nowhere               | 200 | {}                                     | no such operation
            GET    | /nowhere                      | 200 | {}                                     |
            GET    | /api/v1/tracks                | 200 | {"tracks":[{"track_id":"7"}]}          | /tracks/0/track_id
            GET    | /api/v1/tracks                | 401 | {"error_code":"a","message":"b"}       |
            GET    | /api/v1/tracks                | 401 | {"error_code":"a","message":null}      | answer /message
            DELETE | /api/v1/tracks/7              | 204 | {}                                     | body
            POST   | /api/v1/agui/stop/t           | 202 | {}                                     | body
            """)
    @DisplayName("would have seen")
    void violationsAreSeen(String method, String path, int status, String body, String violation) {
        var answer = new Answer(status, Map.of("content-type", List.of("application/json")), json(body), body);

        var found = ApiContract.violations(new Exchange(method, path, null, null, answer));

        if (violation == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).anyMatch(each -> each.contains(violation));
        }
    }

    @Test
    @DisplayName("would have seen a bad request that is served")
    void servedNonsenseIsSeen() {
        var answer = new Answer(202, Map.of("content-type", List.of("application/json")), json("""
                {"interaction_id":"1ea12000-0000-4000-8000-000000000002","turn_id":"1ea12000-0000-4000-8000-000000000002"}"""), "…");

        var found = ApiContract.violations(
                new Exchange("POST", "/api/v1/chat/interactions/7", "application/json", "{\"user_input\":42}", answer));

        assertThat(found).singleElement().asString().contains("request /user_input");
    }

    private static tools.jackson.databind.JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            return tools.jackson.databind.node.MissingNode.getInstance();
        }
    }
}
