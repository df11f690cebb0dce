package dev.chiron.tutor.identity;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes accounts and issues access tokens. Two ways to do so: in this process, or by Supabase Auth. */
public interface IdentityProvider {

    /**
     * A learner who has just shown who they are.
     *
     * @param accessToken a JWT
     * @param expiresIn until the access token ends
     * @param refreshToken good for one refresh
     */
    record SignedIn(String accessToken, Duration expiresIn, String refreshToken, UUID userId, String email) {

        /** Says nothing of the tokens, so that none gets into a log. */
        @Override
        public String toString() {
            return "SignedIn[" + userId + "]";
        }
    }

    /**
     * Makes an account.
     *
     * @throws dev.chiron.tutor.platform.ApiException 409 {@code email_exists}; 400 when the password is too weak
     */
    SignedIn signUp(String email, String password);

    /**
     * Checks a password. An unknown email, a wrong password and an account that is banned give the same answer in the same
     * time.
     *
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code invalid_credentials}; 401 {@code email_not_confirmed}; 429
     *     {@code rate_limited} after too many wrong passwords for this email, whether it has an account or not
     */
    SignedIn login(String email, String password);

    /**
     * Gives a new pair of tokens for a refresh token, which is used up by it. A second use ends the whole login.
     *
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code invalid_refresh_token}
     */
    SignedIn refresh(String refreshToken);

    /**
     * Ends the login that the access token belongs to: its refresh tokens do not work any more. Access tokens are good
     * until they expire. A login that has ended before is no error.
     *
     * @param accessToken one that was checked
     * @param userId its {@code sub}
     * @param sessionId its {@code session_id}; null if it has none
     */
    void logOut(String accessToken, UUID userId, @Nullable UUID sessionId);
}
