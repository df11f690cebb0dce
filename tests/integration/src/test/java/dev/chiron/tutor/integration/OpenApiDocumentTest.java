package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.testkit.Stack;
import dev.chiron.testkit.TutorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's document is what is served, what is checked in, and what the controllers do. */
@TutorTest
@DisplayName("The OpenAPI document")
class OpenApiDocumentTest {

    private static final Path CHECKED_IN = Path.of(System.getProperty("chiron.root"), "docs", "openapi.json");

    /** Set to write the served document over the checked-in one: {@code -Dchiron.openapi.update=true}. */
    private static final boolean UPDATE = Boolean.getBoolean("chiron.openapi.update");

    private static String pretty(JsonNode document) {
        // The port of a test's server is nobody's business.
        ((ObjectNode) document).remove("servers");
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(document)
                + "\n";
    }

    @Test
    @DisplayName("is OpenAPI 3.1, open to everybody, and equals the one that is checked in")
    void equalsTheCheckedInOne(TutorClient client) throws IOException {
        var answer = client.anonymous().get("/api/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("openapi")).startsWith("3.1");
        var served = pretty(answer.body());
        if (UPDATE) {
            Files.writeString(CHECKED_IN, served);
        }
        assertThat(served)
                .as("the API has changed: run this test with -Dchiron.openapi.update=true and read the difference")
                .isEqualTo(Files.readString(CHECKED_IN));
    }

    @Test
    @DisplayName("names every address that a controller of ours answers, and no other")
    void namesEveryEndpoint(Stack stack, TutorClient client) {
        var mapped = new TreeSet<String>();
        stack.application()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, method) -> {
                    var owner = method.getBeanType().getName();
                    // What answers with the learner's page is no part of the API.
                    if (owner.startsWith("dev.chiron") && !owner.startsWith("dev.chiron.tutor.page.")) {
                        info.getPatternValues().forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> mapped.add(verb + " " + path)));
                    }
                });
        var documented = new TreeSet<String>();
        client.anonymous()
                .get("/api/v1/openapi.json")
                .at("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(verb -> documented.add(
                                verb.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(documented).isEqualTo(mapped);
    }

    @Test
    @DisplayName("has a page for people, who need no token to read it")
    void hasAPage(TutorClient client) {
        var moved = client.anonymous().get("/api/v1/docs");
        assertThat(moved.status()).isEqualTo(302);
        var page = client.anonymous().get(moved.header("location").orElseThrow());
        assertThat(page.status()).as(page.toString()).isEqualTo(200);
        assertThat(page.text()).contains("swagger-ui");
        var settings = client.anonymous().get("/api/v1/swagger-ui/swagger-initializer.js");
        assertThat(settings.status()).isEqualTo(200);
    }
}
