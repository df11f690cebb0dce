package dev.chiron.tutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chiron.tutor.agent.AgentSettings;
import dev.chiron.tutor.platform.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@DisplayName("A misspelt setting of ours is refused, a well-spelt one is not")
class SettingsCheckTest {

    // Goal: a misspelt property stops the start and is named; it would otherwise be taken for its default.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tutor.chat.idle-timeuot",
                "tutor.chats.idle-timeout",
                "tutor.idle-timeout",
                "tutor.chat.idle-timeout.seconds",
                "tutor.agent.passages[0]"
            })
    void anUnknownPropertyIsRefused(String name) {
        assertThatThrownBy(() -> check(Map.of(name, "1m"), Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(name + ": there is no such setting. Correct its name or remove it;"
                        + " docs/settings.md lists them all");
    }

    // Goal: the same for the environment.
    @ParameterizedTest
    @ValueSource(strings = {"TUTOR_HOMES", "TUTOR_CHAT_IDLETIMEUOT", "TUTOR_", "TUTOR_AGENT_WINDOW"})
    void anUnknownVariableIsRefused(String name) {
        assertThatThrownBy(() -> check(Map.of(), Map.of(name, "x")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + ": there is no such setting");
    }

    // Goal: every spelling that Spring Boot binds is accepted, so that nobody is refused for a setting that works.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tutor.agent.window-messages",
                "tutor.agent.windowMessages",
                "tutor.agent.window_messages",
                "tutor.agent.windowmessages",
                "tutor.agent.WINDOW-MESSAGES"
            })
    void everySpellingOfAPropertyThatBindsIsAccepted(String name) {
        var environment = environment(Map.of(name, "7"), Map.of());

        assertThat(windowMessages(environment)).isEqualTo(7);
        assertThatCode(() -> check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TUTOR_AGENT_WINDOWMESSAGES", "TUTOR_AGENT_WINDOW_MESSAGES"})
    void everySpellingOfAVariableThatBindsIsAccepted(String name) {
        var environment = environment(Map.of(), Map.of(name, "7"));

        assertThat(windowMessages(environment)).isEqualTo(7);
        assertThatCode(() -> check(environment)).doesNotThrowAnyException();
    }

    // Goal: other programs' settings, and the variables that have names of their own, are none of its business.
    @Test
    void whatIsNotOursIsLeftAlone() {
        assertThatCode(() -> check(
                        Map.of("server.port", "1", "tutorial.mode", "x"),
                        Map.of(
                                "TUTOR_HOME", "/data",
                                "TUTOR_BOOTSTRAP_SUPABASE", "true",
                                "TUTORIAL", "x",
                                "OPENAI_MODEL", "m",
                                "PATH", "/bin")))
                .doesNotThrowAnyException();
    }

    // Goal: the properties of every record are known, by their documented names.
    @Test
    void everyComponentIsKnownByItsKebabCaseName() {
        assertThat(SettingsCheck.properties())
                .contains(
                        "tutor.database.bootstrap-supabase",
                        "tutor.temporal.task-queue",
                        "tutor.temporal.tls-ca",
                        "tutor.web.max-body",
                        "tutor.model.max-output-tokens")
                .allMatch(name -> name.matches("tutor(\\.[a-z]+(-[a-z]+)*){2}"))
                .hasSize(SettingsCheck.SETTINGS.stream()
                        .mapToInt(type -> type.getRecordComponents().length)
                        .sum());
    }

    private static int windowMessages(StandardEnvironment environment) {
        return Binder.get(environment)
                .bindOrCreate("tutor.agent", AgentSettings.class)
                .windowMessages();
    }

    private static void check(Map<String, Object> properties, Map<String, Object> variables) {
        check(environment(properties, variables));
    }

    private static void check(StandardEnvironment environment) {
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
    }

    private static StandardEnvironment environment(Map<String, Object> properties, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        sources.replace(
                StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
