package dev.chiron.tutor.identity.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@DisplayName("A password is checked with the same work whatever there is to compare it with")
class PasswordsTest {

    private static final String PASSWORD = "correct horse battery";

    private final CountingBcrypt bcrypt = new CountingBcrypt();
    private final Passwords passwords = new Passwords(bcrypt);
    private final String hash = passwords.hash(PASSWORD);

    /** Real bcrypt that counts what takes its time; without a bcrypt hash it would answer at once. */
    private static final class CountingBcrypt implements PasswordEncoder {

        private final BCryptPasswordEncoder real = new BCryptPasswordEncoder(4);
        private final AtomicInteger checks = new AtomicInteger();

        @Override
        public String encode(@Nullable CharSequence password) {
            return String.valueOf(real.encode(password));
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            assertThat(encoded).startsWith("$2a$04$").hasSize(60);
            checks.incrementAndGet();
            return real.matches(password, encoded);
        }
    }

    @Test
    void theRightPasswordMatches() {
        assertThat(passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(bcrypt.checks).hasValue(1);
    }

    @Test
    void aWrongOneDoesNot() {
        assertThat(passwords.matches("wrong horse", hash)).isFalse();
        assertThat(bcrypt.checks).hasValue(1);
    }

    // Goal: an email that nobody has takes as long as one that somebody has.
    @Test
    void noAccountCostsAsMuch() {
        assertThat(passwords.matches(PASSWORD, null)).isFalse();
        assertThat(bcrypt.checks).hasValue(1);
    }

    // Goal: neither does one whose owner comes by another way and has no password; not even the password of nobody
    // opens it.
    @Test
    void noPasswordCostsAsMuch() {
        assertThat(passwords.matches("a password that nobody has", "")).isFalse();
        assertThat(bcrypt.checks).hasValue(1);
    }

    @Test
    void aPasswordLongerThanBcryptReadsCostsAsMuchAndIsNobodys() {
        var longest = "x".repeat(Passwords.MAX_BYTES);
        var kept = passwords.hash(longest);

        assertThat(passwords.matches(longest, kept)).isTrue();
        assertThat(passwords.matches(longest + "y", kept)).isFalse();
        assertThat(bcrypt.checks).hasValue(2);
    }
}
