package dev.chiron.tutor.identity.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords as bcrypt stores them. A check does the same work whatever it finds: no account, one without a password, or a
 * password that is too long to be anybody's.
 */
final class Passwords {

    /** What bcrypt reads of a password; the rest would not count. */
    static final int MAX_BYTES = 72;

    private final PasswordEncoder bcrypt;
    private final String hashOfNobody;

    Passwords(PasswordEncoder bcrypt) {
        this.bcrypt = bcrypt;
        this.hashOfNobody = hash("a password that nobody has");
    }

    /** The hash to keep; the password has at most {@link #MAX_BYTES} bytes. */
    String hash(String password) {
        return Objects.requireNonNull(bcrypt.encode(password));
    }

    /**
     * Whether this is the password of the hash; one check of bcrypt, always.
     *
     * @param hash null or blank where there is nothing to compare with
     */
    boolean matches(String password, @Nullable String hash) {
        var tooLong = password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
        var none = hash == null || hash.isBlank();
        var same = bcrypt.matches(tooLong ? "" : password, none ? hashOfNobody : hash);
        return same && !tooLong && !none;
    }
}
