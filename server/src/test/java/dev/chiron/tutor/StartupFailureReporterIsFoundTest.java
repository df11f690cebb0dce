package dev.chiron.tutor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

@DisplayName("Spring Boot finds our reporter of failures, before and after there is an application context")
class StartupFailureReporterIsFoundTest {

    @Test
    void itIsTheFirstToReportBeforeThereIsAContext() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(SpringBootExceptionReporter.class, ArgumentResolver.none()))
                .first()
                .isInstanceOf(StartupFailureReporter.class);
    }

    @Test
    void itIsTheFirstToReportWhenThereIsAContext() {
        try (var context = new StaticApplicationContext()) {
            assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                            .load(
                                    SpringBootExceptionReporter.class,
                                    ArgumentResolver.of(ConfigurableApplicationContext.class, context)))
                    .first()
                    .isInstanceOf(StartupFailureReporter.class);
        }
    }
}
