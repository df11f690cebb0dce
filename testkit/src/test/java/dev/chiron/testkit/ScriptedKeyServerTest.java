package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Goal: the key server answers as a project's does, and fails as it is told to. */
@DisplayName("A scripted key server")
class ScriptedKeyServerTest {

    private static final TokenKey CURVE = TokenKey.es256("curve");

    private final ScriptedKeyServer keys = ScriptedKeyServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        keys.close();
        client.close();
    }

    private HttpRequest request(Duration timeout) {
        return HttpRequest.newBuilder(keys.url().resolve(ScriptedKeyServer.KEYS))
                .timeout(timeout)
                .build();
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return client.send(request(Ceiling.WAIT), BodyHandlers.ofString());
    }

    @Test
    @DisplayName("has no keys, then those that are published, and counts who asks")
    void publishes() throws Exception {
        assertThat(get().body()).isEqualTo("{\"keys\":[]}");

        TokenKey rsa = TokenKey.rs256("rsa");
        keys.publishes(CURVE, rsa);
        HttpResponse<String> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(Json.parse(answer.body()).path("keys").valueStream().map(key -> key.path("kid")
                        .asString()))
                .containsExactly("curve", "rsa");
        assertThat(answer.body()).doesNotContain("\"d\"");
        assertThat(keys.requests()).containsExactly(ScriptedKeyServer.KEYS, ScriptedKeyServer.KEYS);
        assertThat(keys.issuer()).isEqualTo(keys.url() + "/auth/v1");
    }

    @Test
    @DisplayName("is slow until the barrier opens")
    void slow() throws Exception {
        Barrier barrier = Barrier.closed();
        keys.publishesAfter(barrier, CURVE);
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request(Ceiling.WAIT), BodyHandlers.ofString());
        barrier.awaitReached();
        assertThat(answer).isNotDone();

        barrier.open();

        assertThat(answer.get().body()).contains("curve");
    }

    @Test
    @DisplayName("is down, refuses, talks nonsense or sends elsewhere")
    void failures() throws Exception {
        keys.isDown();
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);

        keys.fails(502);
        assertThat(get().statusCode()).isEqualTo(502);

        keys.garbage("<html>");
        assertThat(get().body()).isEqualTo("<html>");

        keys.redirectsTo(URI.create("http://127.0.0.1:9/"));
        assertThat(get().headers().firstValue("Location")).hasValue("http://127.0.0.1:9/");

        keys.publishes(CURVE);
        assertThat(get().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("keeps silent, before an answer or in the middle of one")
    void silence() {
        keys.hangs();
        assertThatThrownBy(() -> client.send(request(Duration.ofMillis(100)), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);

        keys.hangsInTheMiddle();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request(Ceiling.WAIT), BodyHandlers.ofString());
        assertThatThrownBy(() -> answer.get(200, java.util.concurrent.TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        answer.cancel(true);
    }
}
