package dev.chiron.tutor.identity;

import org.springframework.security.oauth2.jwt.JwtException;

/** A token cannot be checked: its project's signing keys are not known and cannot be fetched. It may well be good. */
public final class KeysUnavailableException extends JwtException {

    KeysUnavailableException(Throwable cause) {
        super("the signing keys cannot be fetched", cause);
    }
}
