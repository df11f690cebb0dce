package dev.chiron.examples.summaries;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class NoteController {

    /** What a person writes. */
    record NewNote(String text) {}

    private final Notes notes;
    private final WorkflowClient workflows;

    NoteController(Notes notes, WorkflowClient workflows) {
        this.notes = notes;
        this.workflows = workflows;
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Notes.Note write(@AuthenticationPrincipal Jwt author, @RequestBody NewNote note) {
        if (note.text() == null || note.text().isBlank()) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "text is missing");
        }
        var id = UUID.randomUUID();
        notes.add(author, id, note.text());
        var workflow = workflows.newWorkflowStub(
                SummaryWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(SummaryWorkflow.workflowId(id))
                        .setTaskQueue(TemporalConfiguration.TASK_QUEUE)
                        .build());
        var unused = WorkflowClient.start(workflow::sumUp, id, UUID.fromString(author.getSubject()));
        return new Notes.Note(id, note.text(), null);
    }

    /** 404 also for another person's note. */
    @GetMapping("/notes/{id}")
    ResponseEntity<Notes.Note> read(@AuthenticationPrincipal Jwt reader, @PathVariable UUID id) {
        return ResponseEntity.of(notes.find(reader, id));
    }
}
