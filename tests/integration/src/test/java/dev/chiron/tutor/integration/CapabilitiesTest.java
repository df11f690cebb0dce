package dev.chiron.tutor.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.agui.AgUiJson;
import dev.chiron.agui.AgentCapabilities;
import dev.chiron.testkit.TutorClient;
import dev.chiron.tutor.component.ComponentKind;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a client learns before it knows anybody: what the tutor can do, and where. */
@TutorTest
@DisplayName("The capabilities")
class CapabilitiesTest {

    private static final String PATH = "/api/v1/agui/capabilities";

    @Test
    @DisplayName("are there without a token, at both addresses, in the form of the protocol")
    void areThere(TutorClient client) {
        var answer = client.anonymous().get(PATH);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/json");
        var read = AgUiJson.mapper().treeToValue(answer.body(), AgentCapabilities.class);
        assertThat(AgUiJson.mapper().<JsonNode>valueToTree(read))
                .as("no member that the protocol does not know, none that is null")
                .isEqualTo(answer.body());
        assertThat(read.identity()).isNotNull();
        assertThat(read.transport()).isEqualTo(new AgentCapabilities.Transport(true, false, false, false, false));
        assertThat(read.state()).isEqualTo(new AgentCapabilities.State(true, true, false, true));
        assertThat(client.anonymous().get("/awp/capabilities").body()).isEqualTo(answer.body());
    }

    @Test
    @DisplayName("name every component with the schema of what it is called with and of its answer, and no key")
    void nameTheComponents(TutorClient client) {
        var components = client.anonymous().get(PATH).at("custom.components");

        assertThat(components
                        .valueStream()
                        .map(each -> each.has("toolName")
                                ? each.path("toolName").asString()
                                : each.path("activityType").asString()))
                .containsExactlyElementsOf(Arrays.stream(ComponentKind.values())
                        .map(kind -> kind.needsAnswer() ? kind.toolName() : kind.wireName())
                        .toList());
        assertThat(components.valueStream()).allSatisfy(each -> {
            assertThat(each.path("parameters").path("type").asString()).isEqualTo("object");
            assertThat(each.has("reply")).isEqualTo(each.has("toolName"));
            assertThat(each.path("description").asString()).isNotBlank();
        });
        assertThat(components.toString()).doesNotContain("correct_option_id");
    }

    @Test
    @DisplayName("name addresses that are there: each is refused for want of a token, not for being unknown")
    void nameTheAddresses(TutorClient client) {
        var endpoints = client.anonymous().get(PATH).at("custom.endpoints");

        for (var name : new String[] {"run", "connect", "stop"}) {
            var path = endpoints.path(name).asString().replace("{threadId}", "t");
            assertThat(client.anonymous().post(path, java.util.Map.of()).status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(endpoints.path("capabilities").asString()).isEqualTo(PATH);
    }

    @Test
    @DisplayName(
            "stand beside what OAuth's standard tells clients, which says how tokens are sent and claims no certificates")
    void protectedResource(TutorClient client) {
        var told = client.anonymous().get("/.well-known/oauth-protected-resource");

        assertThat(told.status()).as(told.toString()).isEqualTo(200);
        assertThat(told.body().path("bearer_methods_supported").toString()).isEqualTo("[\"header\"]");
        assertThat(told.body()
                        .path("tls_client_certificate_bound_access_tokens")
                        .asBoolean(false))
                .isFalse();
    }

    @Test
    @DisplayName("say that a model answers, where one does")
    void sayWhoAnswers(TutorClient client) {
        var offline = client.anonymous().get(PATH).at("custom.model.offline");

        assertThat(offline.isBoolean()).isTrue();
        assertThat(offline.booleanValue()).isFalse();
    }

    @Test
    @DisplayName("are only read: a POST is told so")
    void areOnlyRead(TutorClient client) {
        for (var path : new String[] {PATH, "/awp/capabilities"}) {
            var answer = client.anonymous().post(path, java.util.Map.of());

            assertThat(answer.status()).as(answer.toString()).isEqualTo(405);
            assertThat(answer.string("error_code")).isEqualTo("method_not_allowed");
        }
    }
}
