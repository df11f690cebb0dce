package dev.chiron.tutor;

import dev.chiron.tutor.platform.RunningPart;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells on the console, once everything runs, what runs and where: one line each. */
@Component
class Announcement {

    private final List<RunningPart> parts;

    Announcement(List<RunningPart> parts) {
        this.parts = parts;
    }

    @EventListener
    void announce(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        System.out.println("Chiron     http://localhost:" + port);
        parts.stream()
                .map(RunningPart::describe)
                .sorted(Comparator.naturalOrder())
                .forEach(System.out::println);
    }
}
