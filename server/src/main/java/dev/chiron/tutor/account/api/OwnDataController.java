package dev.chiron.tutor.account.api;

import dev.chiron.tutor.account.AccountSettings;
import dev.chiron.tutor.account.dispatch.DeletionDispatcher;
import dev.chiron.tutor.account.store.DeletionStore;
import dev.chiron.tutor.account.store.ExportStore;
import dev.chiron.tutor.audit.AuditAction;
import dev.chiron.tutor.audit.AuditLog;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.identity.LearnerTransactions;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.TokenOwner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All that a learner has here. */
@RestController
@Tag(name = "account")
class OwnDataController {

    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ExportStore exports;
    private final DeletionStore accounts;
    private final DeletionDispatcher deletions;
    private final OwnerCheck owner;
    private final LearnerTransactions transactions;
    private final AuditLog audit;
    private final AccountSettings settings;
    private final Semaphore room;
    private final Clock clock = Clock.systemUTC();

    OwnDataController(
            ExportStore exports,
            DeletionStore accounts,
            DeletionDispatcher deletions,
            OwnerCheck owner,
            LearnerTransactions transactions,
            AuditLog audit,
            AccountSettings settings) {
        this.exports = exports;
        this.accounts = accounts;
        this.deletions = deletions;
        this.owner = owner;
        this.transactions = transactions;
        this.audit = audit;
        this.settings = settings;
        this.room = new Semaphore(settings.exportsAtOnce());
    }

    @Operation(
            summary = "Take all of one's own data with one",
            description = "One JSON document with everything that is held of the learner, as of one moment.")
    @ApiResponse(
            responseCode = "200",
            description = "The document, as a file",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Export.class)))
    @GetMapping("/api/v1/users/me/export")
    ResponseEntity<Resource> export(@TokenOwner Learner learner, HttpServletRequest request) throws IOException {
        requireAccount(learner);
        if (!room.tryAcquire()) {
            throw ApiException.tooManyRequests(settings.exportRetryAfter());
        }
        try {
            // Before the document is made: an export that is not in the log does not happen, and this one is in itself.
            audit.write(
                    new AuditLog.Entry(AuditAction.EXPORT, learner.id(), null, AuditLog.OK, request.getRemoteAddr()));
            return answer(learner);
        } finally {
            room.release();
        }
    }

    private ResponseEntity<Resource> answer(Learner learner) throws IOException {
        var now = clock.instant();
        var file = write(learner, now);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .contentLength(file.size())
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("chiron-export-" + NAME_TIME.format(now) + ".json")
                                .build()
                                .toString())
                .body(new InputStreamResource(file.reader()));
    }

    private ExportFile write(Learner learner, Instant now) throws IOException {
        var file = ExportFile.create();
        try {
            var out = file.writer(settings.maxExport());
            exports.write(learner, now, out);
            out.flush();
            return file;
        } catch (RuntimeException | IOException e) {
            file.close();
            throw e;
        }
    }

    /** @param password of the account, if it has one */
    @Schema(name = "AccountDeletion")
    record AccountDeletion(
            @Schema(nullable = true) @Size(max = 1000, message = "has more than 1000 characters") @Nullable
            String password) {

        @Override
        public String toString() {
            return "AccountDeletion";
        }
    }

    @Operation(
            summary = "Delete one's own account and all that hangs on it",
            description =
                    "An account with a password wants it. From the answer on no token and no password of the account "
                            + "is good for anything; what is stored of it is deleted at once or soon, and cannot be brought back.")
    @ApiResponse(responseCode = "202", description = "The account is closed, and goes")
    @DeleteMapping(path = "/api/v1/users/me", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void delete(
            @TokenOwner Learner learner,
            @Valid @RequestBody(required = false) @Nullable AccountDeletion body,
            HttpServletRequest request) {
        requireAccount(learner);
        try {
            owner.require(learner, body == null ? null : body.password());
        } catch (ApiException e) {
            audit.tryWrite(new AuditLog.Entry(
                    AuditAction.DELETION_REFUSED, learner.id(), null, e.errorCode(), request.getRemoteAddr()));
            throw e;
        }
        accounts.request(learner.id());
        deletions.begin(learner.id());
    }

    /** A token outlives its account by an hour at most. */
    private void requireAccount(Learner learner) {
        transactions.as(learner, () -> true);
    }
}
