package dev.chiron.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.chiron.testkit.tiny.TinyApplication;
import dev.chiron.testkit.tiny.TinySettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** Goal: a test that listens to the log hears it to the end, whichever stacks end and start beside it. */
@TutorStack(application = TinyApplication.class, settings = TinySettings.class, agent = "/run")
class LoggingTest {

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @Test
    @DisplayName("an appender stays attached while other applications of the JVM end and start")
    void anAppenderStays() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.chiron.testkit.heard");
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            for (int round = 0; round < 2; round++) {
                new SpringApplicationBuilder(Nothing.class)
                        .web(WebApplicationType.NONE)
                        .properties("spring.config.location=optional:classpath:/none/")
                        .run()
                        .close();
            }
            logger.error("something to hear");

            assertThat(heard.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("something to hear");
        } finally {
            logger.detachAppender(heard);
        }
    }
}
