package dev.chiron.examples.summaries;

import dev.chiron.testkit.StackSettings;
import dev.chiron.testkit.TutorStack;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/** The one configuration of the suite: all of its classes share one warm stack. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TutorStack(application = SummariesApplication.class, settings = SummariesTest.Settings.class)
@interface SummariesTest {

    /** What the application calls what the kit has for it. */
    final class Settings implements StackSettings {

        /** For the annotation. */
        public Settings() {}

        @Override
        public Map<String, String> of(Addresses addresses) {
            return Map.of(
                    "spring.datasource.url", addresses.databaseJdbcUrl(),
                    "summaries.jwt-secret", addresses.jwtSecret(),
                    "summaries.temporal-address", addresses.temporalAddress(),
                    "summaries.temporal-namespace", addresses.temporalNamespace(),
                    "summaries.model-base-url", addresses.modelBaseUrl(),
                    "server.port", "0");
        }
    }
}
