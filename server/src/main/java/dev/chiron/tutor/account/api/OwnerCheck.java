package dev.chiron.tutor.account.api;

import dev.chiron.tutor.account.AccountSettings;
import dev.chiron.tutor.account.store.DeletionStore;
import dev.chiron.tutor.account.store.DeletionStore.Proof;
import dev.chiron.tutor.identity.IdentityProvider;
import dev.chiron.tutor.identity.Learner;
import dev.chiron.tutor.platform.ApiException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether it is the owner of an account who asks for its end, and not somebody who has got hold of a token. An account with
 * a password is ended with it, whoever keeps the accounts; one without, by a login of the last minutes.
 */
@Component
class OwnerCheck {

    private final DeletionStore accounts;
    private final IdentityProvider identity;
    private final AccountSettings settings;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    OwnerCheck(DeletionStore accounts, IdentityProvider identity, AccountSettings settings, JsonMapper json) {
        this.accounts = accounts;
        this.identity = identity;
        this.settings = settings;
        this.json = json;
    }

    /**
     * @throws ApiException 400 when the password is missing; 403 {@code wrong_password} or {@code recent_login_required};
     *     what a login throws when it cannot be tried
     */
    void require(Learner learner, @Nullable String password) {
        var proof = accounts.proof(learner.id()).orElseThrow(ApiException::unauthenticated);
        if (proof.hasPassword() && proof.email() != null) {
            requirePassword(learner, proof, password);
        } else if (!signedInAfter(learner, clock.instant().minus(settings.recentLogin()))) {
            throw ApiException.forbidden(
                    "recent_login_required", "Please log in again first: this has to be done soon after a login.");
        }
    }

    private void requirePassword(Learner learner, Proof proof, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            throw ApiException.validation("password", "is missing");
        }
        try {
            var signedIn = identity.login(String.valueOf(proof.email()), password);
            if (signedIn.userId().equals(learner.id().value())) {
                return;
            }
        } catch (ApiException e) {
            if (e.status() != 401) {
                throw e;
            }
        }
        throw ApiException.forbidden("wrong_password", "The password is wrong.");
    }

    /**
     * Supabase Auth notes in {@code amr} how and when somebody signed in; a refreshed token says the same as the first, so
     * the time that a token was issued at proves nothing.
     */
    private boolean signedInAfter(Learner learner, Instant moment) {
        try {
            return json.readTree(learner.claims())
                    .path("amr")
                    .valueStream()
                    .anyMatch(each -> each.path("timestamp").asLong(0) >= moment.getEpochSecond());
        } catch (JacksonException e) {
            return false;
        }
    }
}
