package dev.chiron.tutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
import dev.chiron.tutor.platform.database.DatabaseSettings;
import dev.chiron.tutor.platform.temporal.TemporalSettings;
import dev.chiron.tutor.platform.web.RateSettings;
import dev.chiron.tutor.platform.web.WebSettings;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

@DisplayName("Every setting has the default, the name and the bounds that are written down for it")
class SettingsTest {

    /** Texts of the settings that anybody may read; every other one is taken for a secret. */
    private static final List<String> NO_SECRETS =
            List.of("address", "namespace", "taskQueue", "name", "supabaseUrl", "baseUrl");

    /** A record, its defaults, and a full set of properties with the record that they make. */
    record Settings(Record defaults, Map<String, String> properties, Record mapped) {

        @Override
        public String toString() {
            return defaults.getClass().getSimpleName();
        }
    }

    static Stream<Settings> all() {
        return Stream.of(
                new Settings(
                        new DatabaseSettings(
                                "",
                                false,
                                Path.of(".tutor"),
                                24,
                                24,
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(20)),
                        properties(
                                "url=postgresql://h/d",
                                "bootstrap-supabase=true",
                                "home=/data",
                                "request-connections=1",
                                "worker-connections=500",
                                "request-patience=2s",
                                "connect-timeout=250ms",
                                "statement-timeout=1m"),
                        new DatabaseSettings(
                                "postgresql://h/d",
                                true,
                                Path.of("/data"),
                                1,
                                500,
                                Duration.ofSeconds(2),
                                Duration.ofMillis(250),
                                Duration.ofMinutes(1))),
                new Settings(
                        new TemporalSettings(
                                "",
                                "default",
                                "",
                                "",
                                "",
                                "",
                                false,
                                "tutor",
                                8,
                                8,
                                1000,
                                2000,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(3)),
                        properties(
                                "address=t:7233",
                                "namespace=school",
                                "api-key=k",
                                "tls-cert=c.pem",
                                "tls-key=k.pem",
                                "tls-ca=ca.pem",
                                "tls=true",
                                "task-queue=q",
                                "workflow-pollers=2",
                                "activity-pollers=200",
                                "max-activities=100000",
                                "cached-workflows=10",
                                "rpc-timeout=1s",
                                "shutdown-timeout=2s"),
                        new TemporalSettings(
                                "t:7233",
                                "school",
                                "k",
                                "c.pem",
                                "k.pem",
                                "ca.pem",
                                true,
                                "q",
                                2,
                                200,
                                100_000,
                                10,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2))),
                new Settings(
                        new WebSettings(DataSize.ofMegabytes(1), Duration.ofSeconds(30), List.of(), List.of()),
                        properties(
                                "max-body=64KB",
                                "body-timeout=5s",
                                "allowed-origins=https://school.example,http://localhost:5173",
                                "trusted-proxies=10.0.0.0/8,::1"),
                        new WebSettings(
                                DataSize.ofKilobytes(64),
                                Duration.ofSeconds(5),
                                List.of("https://school.example", "http://localhost:5173"),
                                List.of("10.0.0.0/8", "::1"))),
                new Settings(
                        new RateSettings(120, 120, 360, 360, 1200, 1200, 6000, 6000, 100_000),
                        properties(
                                "sign-ins-per-minute=1",
                                "sign-in-burst=2",
                                "refreshes-per-minute=3",
                                "refresh-burst=4",
                                "requests-per-minute=5",
                                "request-burst=6",
                                "stranger-requests-per-minute=7",
                                "stranger-burst=8",
                                "remembered=1000"),
                        new RateSettings(1, 2, 3, 4, 5, 6, 7, 8, 1000)),
                new Settings(
                        new IdentitySettings(
                                "",
                                "",
                                "",
                                Path.of(".tutor"),
                                Duration.ofHours(1),
                                Duration.ofSeconds(30),
                                10,
                                Duration.ofSeconds(5)),
                        properties(
                                "supabase-url=https://p.supabase.co",
                                "supabase-anon-key=anon",
                                "jwt-secret=s",
                                "home=/data",
                                "access-token-lifetime=10m",
                                "clock-skew=1s",
                                "bcrypt-cost=4",
                                "request-timeout=7s"),
                        new IdentitySettings(
                                "https://p.supabase.co",
                                "anon",
                                "s",
                                Path.of("/data"),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(1),
                                4,
                                Duration.ofSeconds(7))),
                new Settings(
                        new TokenSettings(
                                DataSize.ofKilobytes(6),
                                Duration.ofDays(7),
                                false,
                                Duration.ofMinutes(10),
                                Duration.ofMinutes(2),
                                Duration.ofHours(1),
                                Duration.ofSeconds(10),
                                DataSize.ofKilobytes(64)),
                        properties(
                                "max-size=2KB",
                                "max-lifetime=2h",
                                "anonymous=true",
                                "keys-lifetime=3m",
                                "keys-refresh-ahead=0",
                                "keys-outage-tolerance=4h",
                                "keys-refresh-interval=5s",
                                "keys-max-size=8KB"),
                        new TokenSettings(
                                DataSize.ofKilobytes(2),
                                Duration.ofHours(2),
                                true,
                                Duration.ofMinutes(3),
                                Duration.ZERO,
                                Duration.ofHours(4),
                                Duration.ofSeconds(5),
                                DataSize.ofKilobytes(8))),
                new Settings(
                        new LoginSettings(
                                10,
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(15),
                                Duration.ofHours(24),
                                Duration.ofDays(90)),
                        properties("attempts=3", "first-wait=1s", "longest-wait=2s", "forget-after=3s", "lifetime=4s"),
                        new LoginSettings(
                                3,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4))),
                new Settings(
                        new ModelSettings(
                                "",
                                "",
                                "gpt-4o-mini",
                                0.3,
                                2000,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(20),
                                1000,
                                Duration.ofMillis(15)),
                        properties(
                                "api-key=k",
                                "base-url=http://m/v1",
                                "name=llama",
                                "temperature=-1",
                                "max-output-tokens=1",
                                "connect-timeout=1s",
                                "first-token-timeout=2s",
                                "next-token-timeout=3s",
                                "max-calls=100000",
                                "offline-pace=0"),
                        new ModelSettings(
                                "k",
                                "http://m/v1",
                                "llama",
                                -1,
                                1,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                100_000,
                                Duration.ZERO)),
                new Settings(
                        new AgentSettings(30, 24_000, 3),
                        properties("window-messages=1", "window-characters=1000", "passages=20"),
                        new AgentSettings(1, 1000, 20)),
                new Settings(
                        new StreamSettings(
                                Duration.ofMillis(20),
                                50_000,
                                Duration.ofSeconds(30),
                                1000,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10)),
                        properties(
                                "group-commit-interval=5ms",
                                "max-unstored=100",
                                "store-patience=1s",
                                "reader-buffer=10",
                                "look-again=3s",
                                "keep-alive=4s",
                                "grace=5m"),
                        new StreamSettings(
                                Duration.ofMillis(5),
                                100,
                                Duration.ofSeconds(1),
                                10,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofMinutes(5))),
                new Settings(
                        new ReaderSettings(
                                50, 12_000, Duration.ofSeconds(5), DataSize.ofKilobytes(64), Duration.ofMinutes(5)),
                        properties("per-learner=1", "per-node=2", "retry-after=3s", "send-buffer=4KB", "look-again=4s"),
                        new ReaderSettings(
                                1, 2, Duration.ofSeconds(3), DataSize.ofKilobytes(4), Duration.ofSeconds(4))),
                new Settings(
                        new ChatSettings(
                                Duration.ofMinutes(15),
                                200,
                                4,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(5),
                                200_000,
                                2000,
                                4_000_000,
                                4_000_000,
                                65_536,
                                32,
                                16_000,
                                60,
                                60,
                                Duration.ofMinutes(10)),
                        properties(
                                "idle-timeout=1m",
                                "turns-per-run=1",
                                "attempts=20",
                                "first-backoff=1s",
                                "max-backoff=2s",
                                "reply-timeout=3s",
                                "heartbeat-timeout=4s",
                                "dispatch-timeout=5s",
                                "dispatch-interval=6s",
                                "redispatch-after=7s",
                                "max-reply-characters=1000",
                                "snapshot-messages=10",
                                "snapshot-characters=10000",
                                "snapshot-part-characters=0",
                                "client-state-characters=3",
                                "context-entries=1",
                                "context-characters=2",
                                "messages-per-minute=1",
                                "message-burst=1000000",
                                "interrupt-lifetime=8s"),
                        new ChatSettings(
                                Duration.ofMinutes(1),
                                1,
                                20,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(7),
                                1000,
                                10,
                                10_000,
                                0,
                                3,
                                1,
                                2,
                                1,
                                1_000_000,
                                Duration.ofSeconds(8))),
                new Settings(
                        new ClientToolSettings(1000, 128, 200_000, 65_536, 16_000, 8),
                        properties(
                                "accepted=1",
                                "offered=2",
                                "characters=3",
                                "result-characters=1000",
                                "prompt-characters=100",
                                "rounds=4"),
                        new ClientToolSettings(1, 2, 3, 1000, 100, 4)),
                new Settings(
                        new LearningSettings(
                                3,
                                Duration.ofDays(3),
                                3,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofHours(1),
                                100),
                        properties(
                                "attempts-per-question=1",
                                "reminder-after=1m",
                                "max-reminders=0",
                                "start-timeout=3s",
                                "complete-timeout=4s",
                                "dispatch-interval=5s",
                                "redispatch-after=6s",
                                "state-tracks=1"),
                        new LearningSettings(
                                1,
                                Duration.ofMinutes(1),
                                0,
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(6),
                                1)),
                new Settings(
                        new AccountSettings(
                                DataSize.ofMegabytes(256),
                                4,
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(10)),
                        properties(
                                "max-export=1KB",
                                "exports-at-once=1",
                                "export-retry-after=2s",
                                "recent-login=1m",
                                "deletion-interval=3s",
                                "deletion-patience=4s",
                                "deletion-watch=1h"),
                        new AccountSettings(
                                DataSize.ofKilobytes(1),
                                1,
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofHours(1))),
                new Settings(
                        new AuditSettings(Duration.ofDays(365), Duration.ofHours(1), 5000),
                        properties("retention=30d", "trim-interval=5m", "trim-batch=1"),
                        new AuditSettings(Duration.ofDays(30), Duration.ofMinutes(5), 1)));
    }

    // Goal: what the documents promise for an empty environment is what runs.
    @ParameterizedTest
    @MethodSource("all")
    void withNothingSetTheDefaultsHold(Settings settings) {
        assertComponents(bind(settings.defaults().getClass(), Map.of()), settings.defaults());
    }

    // Goal: every component can be set, by its kebab-case name, and lands where it belongs.
    @ParameterizedTest
    @MethodSource("all")
    void everyPropertyReachesItsComponent(Settings settings) {
        var type = settings.mapped().getClass();

        assertThat(settings.properties()).hasSameSizeAs(type.getRecordComponents());
        assertComponents(bind(type, prefixed(type, settings.properties())), settings.mapped());
        assertThat(Arrays.stream(type.getRecordComponents())
                        .filter(each -> value(each, settings.mapped()).equals(value(each, settings.defaults()))))
                .describedAs("components that the test sets to their defaults, which proves nothing")
                .isEmpty();
    }

    // Goal: a value out of bounds stops the start instead of a learner's turn.
    @ParameterizedTest
    @CsvSource({
        "tutor.account.exports-at-once, 0",
        "tutor.audit.retention, 29d",
        "tutor.audit.trim-batch, 0",
        "tutor.database.request-connections, 0",
        "tutor.database.request-connections, 501",
        "tutor.database.worker-connections, 0",
        "tutor.temporal.namespace, ' '",
        "tutor.temporal.task-queue, ' '",
        "tutor.temporal.workflow-pollers, 1",
        "tutor.temporal.activity-pollers, 0",
        "tutor.temporal.max-activities, 100001",
        "tutor.temporal.cached-workflows, 9",
        "tutor.identity.bcrypt-cost, 3",
        "tutor.identity.bcrypt-cost, 17",
        "tutor.identity.clock-skew, 301s",
        "tutor.identity.clock-skew, -1s",
        "tutor.tokens.max-lifetime, 59s",
        "tutor.tokens.max-lifetime, 367d",
        "tutor.tokens.keys-lifetime, 0s",
        "tutor.tokens.keys-lifetime, 25h",
        "tutor.tokens.keys-refresh-ahead, -1s",
        "tutor.tokens.keys-outage-tolerance, 8d",
        "tutor.tokens.keys-refresh-interval, 0s",
        "tutor.model.name, ' '",
        "tutor.model.temperature, 2.1",
        "tutor.model.max-output-tokens, 0",
        "tutor.model.max-calls, 0",
        "tutor.agent.window-messages, 0",
        "tutor.agent.window-characters, 999",
        "tutor.agent.passages, 21",
        "tutor.stream.max-unstored, 99",
        "tutor.stream.reader-buffer, 9",
        "tutor.readers.per-learner, 0",
        "tutor.readers.per-node, 0",
        "tutor.chat.turns-per-run, 0",
        "tutor.chat.attempts, 21",
        "tutor.chat.max-reply-characters, 900001",
        "tutor.chat.snapshot-messages, 9",
        "tutor.chat.snapshot-part-characters, 5000001",
        "tutor.chat.context-entries, -1",
        "tutor.chat.context-characters, 1000001",
        "tutor.chat.messages-per-minute, 0",
        "tutor.chat.message-burst, 0",
        "tutor.rate.sign-ins-per-minute, 0",
        "tutor.rate.request-burst, 0",
        "tutor.rate.remembered, 999",
        "tutor.learning.attempts-per-question, 0",
        "tutor.learning.max-reminders, 21",
    })
    void aValueOutOfBoundsIsRefused(String property, String value) {
        assertThatThrownBy(() -> bind(typeOf(property), Map.of(property, value)))
                .hasRootCauseInstanceOf(BindValidationException.class);
    }

    // Goal: an origin or a proxy that would never match, or match too much, ends the start with the name and the
    // remedy.
    @ParameterizedTest
    @CsvSource({
        "tutor.web.allowed-origins, *, is not an origin",
        "tutor.web.allowed-origins, null, is not an origin",
        "tutor.web.allowed-origins, https://*.example, is not an origin",
        "tutor.web.allowed-origins, https://school.example/, is not an origin",
        "tutor.web.allowed-origins, https://school.example/chat, is not an origin",
        "tutor.web.allowed-origins, https://School.example, is not an origin",
        "tutor.web.allowed-origins, https://school.example:443, is not an origin",
        "tutor.web.allowed-origins, school.example, is not an origin",
        "tutor.web.allowed-origins, ftp://school.example, is not an origin",
        "tutor.web.allowed-origins, 'https://a.example,nonsense', is not an origin",
        "tutor.web.trusted-proxies, proxy.example, is neither an address nor a network",
        "tutor.web.trusted-proxies, 10.0.0.0/33, is neither an address nor a network",
        "tutor.web.trusted-proxies, 10.0.0, is neither an address nor a network",
        "tutor.web.trusted-proxies, 10.*, is neither an address nor a network",
    })
    void whatIsNoOriginOrNetworkEndsTheStart(String property, String value, String problem) {
        assertThatThrownBy(() -> bind(typeOf(property), Map.of(property, value)))
                .satisfies(failure -> assertThat(StartupFailureReporter.line(failure))
                        .startsWith(property + ": '")
                        .contains(problem)
                        .contains(". Give each as"));
    }

    // Goal: a value of the wrong type is refused and not taken for its default.
    @ParameterizedTest
    @CsvSource({
        "tutor.database.request-connections, many",
        "tutor.temporal.tls, perhaps",
        "tutor.web.max-body, big",
        "tutor.tokens.max-size, big",
        "tutor.chat.idle-timeout, soon",
        "tutor.model.temperature, warm",
    })
    void aValueOfTheWrongTypeIsRefused(String property, String value) {
        assertThatThrownBy(() -> bind(typeOf(property), Map.of(property, value)))
                .isInstanceOfSatisfying(
                        BindException.class, e -> assertThat(e.getName()).hasToString(property));
    }

    // Goal: a new settings record cannot be forgotten, neither by the check of names nor by this test.
    @Test
    void everySettingsRecordIsCheckedAndTested() {
        var inCode = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.chiron.tutor").stream()
                        .filter(each -> each.isAnnotatedWith(ConfigurationProperties.class))
                        .map(each -> each.getFullName())
                        .toList();

        assertThat(SettingsCheck.SETTINGS.stream().map(Class::getName)).containsExactlyInAnyOrderElementsOf(inCode);
        assertThat(all().map(each -> each.defaults().getClass().getName())).containsExactlyInAnyOrderElementsOf(inCode);
    }

    // Goal: a size out of bounds is refused as well, which no annotation does.
    @ParameterizedTest
    @CsvSource({
        "tutor.tokens.max-size, 1023B",
        "tutor.tokens.max-size, 65KB",
        "tutor.tokens.keys-max-size, 1023B",
        "tutor.tokens.keys-max-size, 2MB",
    })
    void aSizeOutOfBoundsIsRefused(String property, String value) {
        assertThatThrownBy(() -> bind(typeOf(property), Map.of(property, value)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    // Goal: what gets logged by accident holds no secret, whatever record it is in and however it is called there.
    @Test
    void noSettingsTellTheirSecrets() {
        for (var type : SettingsCheck.SETTINGS) {
            var texts = Arrays.stream(type.getRecordComponents())
                    .filter(each -> each.getType() == String.class)
                    .filter(each -> !NO_SECRETS.contains(each.getName()))
                    .map(each -> each.getName())
                    .toList();
            var prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
            var secrets = texts.stream().collect(Collectors.toMap(each -> prefix + "." + each, each -> "hush-" + each));

            assertThat(bind(type, secrets).toString())
                    .describedAs(type.getSimpleName())
                    .doesNotContain("hush-");
        }
    }

    // Goal: what gets logged by accident holds no key.
    @Test
    void theModelsSettingsDoNotTellTheirKey() {
        var settings = bind(ModelSettings.class, Map.of("tutor.model.api-key", "sk-secret"));

        assertThat(settings.toString()).doesNotContain("sk-secret").contains("gpt-4o-mini");
        assertThat(bind(ModelSettings.class, Map.of()).toString()).contains("offline");
    }

    // Goal: the choice between offline and a model hangs on either of the two, and blanks are nothing.
    @ParameterizedTest
    @CsvSource({"'', '', true", "' ', ' ', true", "k, '', false", "'', http://m/v1, false"})
    void aKeyOrABaseUrlMakesItOnline(String key, String baseUrl, boolean offline) {
        var settings = bind(ModelSettings.class, Map.of("tutor.model.api-key", key, "tutor.model.base-url", baseUrl));

        assertThat(settings.offline()).isEqualTo(offline);
    }

    private static <T> T bind(Class<T> type, Map<String, String> properties) {
        var validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        return new Binder(
                        List.of(new MapConfigurationPropertySource(properties)),
                        null,
                        ApplicationConversionService.getSharedInstance(),
                        null)
                .bindOrCreate(
                        type.getAnnotation(ConfigurationProperties.class).prefix(),
                        Bindable.of(type),
                        new ValidationBindHandler(validator));
    }

    private static Class<? extends Record> typeOf(String property) {
        return SettingsCheck.SETTINGS.stream()
                .filter(type -> property.startsWith(
                        type.getAnnotation(ConfigurationProperties.class).prefix() + "."))
                .findFirst()
                .orElseThrow();
    }

    /** Component by component, because a record may keep its secrets out of what it prints. */
    private static void assertComponents(Record actual, Record expected) {
        for (var component : expected.getClass().getRecordComponents()) {
            assertThat(value(component, actual))
                    .describedAs(component.getName())
                    .isEqualTo(value(component, expected));
        }
    }

    private static Object value(RecordComponent component, Record settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a component without its accessor", e);
        }
    }

    private static Map<String, String> properties(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> parts[1], (first, second) -> second, LinkedHashMap::new));
    }

    private static Map<String, String> prefixed(Class<? extends Record> type, Map<String, String> properties) {
        var prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
        return properties.entrySet().stream()
                .collect(Collectors.toMap(each -> prefix + "." + each.getKey(), Map.Entry::getValue));
    }
}
