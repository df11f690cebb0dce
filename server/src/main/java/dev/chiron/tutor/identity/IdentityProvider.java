package dev.chiron.tutor.identity;

import java.time.Duration;
import java.util.UUID;

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
     * Checks a password. An unknown email and a wrong password give the same answer in the same time.
     *
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code invalid_credentials}
     */
    SignedIn login(String email, String password);

    /**
     * Gives a new pair of tokens for a refresh token, which is used up by it. A second use ends the whole login.
     *
     * @throws dev.chiron.tutor.platform.ApiException 401 {@code invalid_refresh_token}
     */
    SignedIn refresh(String refreshToken);
}
