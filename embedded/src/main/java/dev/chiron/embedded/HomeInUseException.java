package dev.chiron.embedded;

import java.nio.file.Path;

/** Another running process, or another part of this one, already works on the same home directory. */
public final class HomeInUseException extends EmbeddedException {

    private static final long serialVersionUID = 1L;

    HomeInUseException(Path home, String owner) {
        super(home + " is in use by " + owner + ": stop it first, or choose another directory with TUTOR_HOME");
    }
}
