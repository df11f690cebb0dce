package dev.chiron.tutor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

@DisplayName("A start that a setting makes impossible ends with one line that names it and the remedy")
class StartupFailureReporterTest {

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StartupFailureReporter reporter =
            new StartupFailureReporter(new PrintStream(console, true, StandardCharsets.UTF_8));

    @Test
    void aWrongSettingIsToldInItsOwnWords() {
        var failure = new IllegalStateException(
                "bean",
                new InvalidSettingException(
                        "SUPABASE_DB_URL", "no database answers", "Check host", new IOException("x")));

        assertThat(reporter.reportException(failure)).isTrue();
        assertThat(lines()).containsExactly("Chiron cannot start. SUPABASE_DB_URL: no database answers. Check host");
    }

    // Goal: a message of several lines, as some drivers write them, is still one line.
    @Test
    void aMessageOfSeveralLinesBecomesOne() {
        assertThat(reporter.reportException(new InvalidSettingException("TUTOR_HOME", "it fails (a\n  b\r\nc)", "Go")))
                .isTrue();
        assertThat(lines()).containsExactly("Chiron cannot start. TUTOR_HOME: it fails (a b c). Go");
    }

    @Test
    void aPortInUseNamesThePort() {
        assertThat(reporter.reportException(new RuntimeException(new PortInUseException(8080))))
                .isTrue();
        assertThat(lines()).singleElement().asString().contains("PORT", "8080 is in use", "set PORT to another number");
    }

    @Test
    void aValueOutOfBoundsNamesThePropertyAndTheBound() {
        assertThat(reporter.reportException(failureOf(Map.of("tutor.chat.attempts", "21"))))
                .isTrue();
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("tutor.chat.attempts", "21", "less than or equal to 20");
    }

    @Test
    void aValueOfTheWrongTypeNamesTheProperty() {
        assertThat(reporter.reportException(failureOf(Map.of("tutor.chat.idle-timeout", "soon"))))
                .isTrue();
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("tutor.chat.idle-timeout", "docs/settings.md")
                .doesNotContain("Exception");
    }

    // Goal: somebody who set a variable reads the variable's name, not that of a property they never saw.
    @Test
    void aVariableBehindAPropertyIsNamed() {
        assertThat(reporter.reportException(
                        failureOf(Map.of("tutor.chat.attempts", "${CHAT_ATTEMPTS:4}", "CHAT_ATTEMPTS", "often"))))
                .isTrue();
        assertThat(lines()).singleElement().asString().contains("CHAT_ATTEMPTS: ");
    }

    // Goal: a failure that is not about a setting is left to Spring Boot, which tells all of it.
    @Test
    void anyOtherFailureIsLeftAlone() {
        assertThat(reporter.reportException(new IllegalStateException("a bug"))).isFalse();
        assertThat(lines()).isEmpty();
    }

    // Goal: what is printed can be shown to anyone.
    @Test
    void noSecretIsRepeated() {
        assertThat(reporter.reportException(failureOf(Map.of(
                        "tutor.chat.attempts", "0",
                        "tutor.model.api-key", "sk-secret",
                        "tutor.identity.jwt-secret", "very-secret"))))
                .isTrue();
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("secret");
    }

    private List<String> lines() {
        return console.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** What really comes out of a start with these settings. */
    private static Throwable failureOf(Map<String, Object> properties) {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            ConfigurationPropertySources.attach(context.getEnvironment());
            context.register(OnlySettings.class);
            context.refresh();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("it starts with " + properties);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ChatSettings.class)
    static class OnlySettings {}
}
