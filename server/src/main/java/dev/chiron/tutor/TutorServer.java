package dev.chiron.tutor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts the tutor. Errors outside of controllers are the edge's to answer, not a page's of Spring Boot. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
public class TutorServer {

    public static void main(String[] args) {
        SpringApplication.run(TutorServer.class, args);
    }
}
