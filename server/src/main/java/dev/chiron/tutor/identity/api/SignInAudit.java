package dev.chiron.tutor.identity.api;

import dev.chiron.tutor.audit.AuditAction;
import dev.chiron.tutor.audit.AuditLog;
import dev.chiron.tutor.identity.IdentityProvider.SignedIn;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.LearnerId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Writes down who signed in, and who tried to, whichever provider said so. */
@Component
class SignInAudit {

    private final AuditLog audit;

    SignInAudit(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Does it and writes down what came of it.
     *
     * @param email that was given; of an account that exists, the entry names the account, and the email nowhere
     */
    SignedIn audited(AuditAction action, @Nullable String email, Supplier<SignedIn> work) {
        try {
            var signedIn = work.get();
            write(action, new LearnerId(signedIn.userId()), null, AuditLog.OK);
            return signedIn;
        } catch (ApiException e) {
            // The same statement whether or not there is such an account, so that the time tells nothing.
            write(action, null, email, e.errorCode());
            throw e;
        }
    }

    /** Writes down what was done and has no answer to show for it, such as a log-out. */
    void done(AuditAction action, LearnerId actor) {
        write(action, actor, null, AuditLog.OK);
    }

    private void write(AuditAction action, @Nullable LearnerId actor, @Nullable String email, String outcome) {
        audit.tryWrite(new AuditLog.Entry(action, actor, email, outcome, address()));
    }

    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? request.getRequest().getRemoteAddr()
                : null;
    }
}
