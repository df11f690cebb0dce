package dev.chiron.examples.summaries;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Whoever is signed in writes notes; a workflow asks a model for a summary of each and keeps it with the note. */
@SpringBootApplication(proxyBeanMethods = false)
public class SummariesApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SummariesApplication.class, arguments);
    }
}
