package dev.chiron.tutor.identity;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The HS256 secret that access tokens are signed with. */
public final class TokenSecret {

    /** The {@code iss} of tokens that this process issues. */
    public static final String ISSUER = "chiron";

    private static final int MIN_CHARACTERS = 32;
    private static final int MADE_BYTES = 32;

    private final byte[] secret;

    private TokenSecret(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The secret that is set, else the one kept in the home folder, which is made when there is none: tokens stay
     * good over a restart.
     *
     * @throws InvalidSettingException if the one that is set is too short for HS256 (RFC 7518, 3.2: 256 bits)
     */
    static TokenSecret of(IdentitySettings settings) {
        var set = settings.jwtSecret();
        if (!set.isBlank()) {
            if (set.length() < MIN_CHARACTERS) {
                throw new InvalidSettingException(
                        "SUPABASE_JWT_SECRET",
                        "it has fewer than " + MIN_CHARACTERS + " characters",
                        "Copy the JWT secret from the project's API settings");
            }
            return new TokenSecret(set);
        }
        var file = settings.home().resolve("jwt-secret");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            var kept = Files.readString(file).strip();
            if (kept.length() < MIN_CHARACTERS) {
                throw new InvalidSettingException(
                        "TUTOR_HOME",
                        "the token secret in " + file + " is damaged",
                        "Remove it; learners log in again");
            }
            return new TokenSecret(kept);
        } catch (IOException e) {
            throw new InvalidSettingException(
                    "TUTOR_HOME",
                    "the token secret cannot be kept in " + file,
                    "Choose a folder that can be written",
                    e);
        }
    }

    private static void make(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var bytes = new byte[MADE_BYTES];
        new SecureRandom().nextBytes(bytes);
        // Written aside first: a process that dies here leaves no half secret behind.
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "jwt-secret", ".new");
        try {
            Files.writeString(draft, HexFormat.of().formatHex(bytes));
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            publish(draft, file);
        } catch (FileAlreadyExistsException e) {
            return; // another process was quicker: its secret is the one
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A link is made or refused in one step; a move looks first and then replaces what came in between. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(draft, file); // a file system without links
        }
    }

    /** The key's bytes. */
    public byte[] bytes() {
        return secret.clone();
    }
}
