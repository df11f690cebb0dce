package dev.chiron.tutor;

import dev.chiron.tutor.account.AccountSettings;
import dev.chiron.tutor.agent.AgentSettings;
import dev.chiron.tutor.audit.AuditSettings;
import dev.chiron.tutor.chat.ChatSettings;
import dev.chiron.tutor.chat.ClientToolSettings;
import dev.chiron.tutor.chat.stream.ReaderSettings;
import dev.chiron.tutor.chat.stream.StreamSettings;
import dev.chiron.tutor.identity.IdentitySettings;
import dev.chiron.tutor.identity.LoginSettings;
import dev.chiron.tutor.identity.TokenSettings;
import dev.chiron.tutor.learning.LearningSettings;
import dev.chiron.tutor.llm.ModelSettings;
import dev.chiron.tutor.platform.InvalidSettingException;
import dev.chiron.tutor.platform.database.DatabaseSettings;
import dev.chiron.tutor.platform.temporal.TemporalSettings;
import dev.chiron.tutor.platform.web.RateSettings;
import dev.chiron.tutor.platform.web.WebSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses settings of ours that do not exist, before anything is started: a misspelt one would otherwise be taken for
 * its default in silence. Properties are ours when they begin with {@code tutor.}, variables with {@code TUTOR_}.
 */
final class SettingsCheck implements EnvironmentPostProcessor {

    static final List<Class<? extends Record>> SETTINGS = List.of(
            DatabaseSettings.class,
            TemporalSettings.class,
            WebSettings.class,
            RateSettings.class,
            IdentitySettings.class,
            LoginSettings.class,
            TokenSettings.class,
            ModelSettings.class,
            AgentSettings.class,
            StreamSettings.class,
            ReaderSettings.class,
            ChatSettings.class,
            ClientToolSettings.class,
            LearningSettings.class,
            AccountSettings.class,
            AuditSettings.class);

    /** Variables of contract that have a name of their own. */
    static final Set<String> VARIABLES = Set.of("TUTOR_HOME", "TUTOR_BOOTSTRAP_SUPABASE");

    private static final String REMEDY = "Correct its name or remove it; docs/settings.md lists them all";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var known = properties().stream().map(SettingsCheck::uniform).collect(Collectors.toSet());
        var knownVariables =
                properties().stream().flatMap(SettingsCheck::variables).collect(Collectors.toSet());
        knownVariables.addAll(VARIABLES);
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> named) {
                var ofSystem = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
                for (var name : named.getPropertyNames()) {
                    if (ofSystem ? isUnknownVariable(name, knownVariables) : isUnknownProperty(name, known)) {
                        throw new InvalidSettingException(name, "there is no such setting", REMEDY);
                    }
                }
            }
        }
    }

    private static boolean isUnknownVariable(String name, Set<String> known) {
        return name.startsWith("TUTOR_") && !known.contains(name);
    }

    private static boolean isUnknownProperty(String name, Set<String> known) {
        return name.startsWith("tutor.") && !known.contains(uniform(name));
    }

    /** Every property of ours, in kebab-case. */
    static Set<String> properties() {
        return SETTINGS.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(component -> prefix(type) + "." + canonical(component)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String prefix(Class<? extends Record> type) {
        return type.getAnnotation(ConfigurationProperties.class).prefix();
    }

    private static String canonical(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Spring Boot takes a property however its words are joined. */
    private static String uniform(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    /** The two names under which Spring Boot reads a property from the environment. */
    private static Stream<String> variables(String property) {
        var upper = property.replace('.', '_').toUpperCase(Locale.ROOT);
        return Stream.of(upper.replace("-", ""), upper.replace('-', '_'));
    }
}
