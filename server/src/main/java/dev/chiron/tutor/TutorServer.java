package dev.chiron.tutor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the tutor. */
@SpringBootApplication
public class TutorServer {

    public static void main(String[] args) {
        SpringApplication.run(TutorServer.class, args);
    }
}
