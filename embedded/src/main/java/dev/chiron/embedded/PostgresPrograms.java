package dev.chiron.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of Postgres for this machine, unpacked from the class path once per cache directory. */
final class PostgresPrograms {

    /** The major version of the programs on the class path, which is also the one of the data they can read. */
    static final int MAJOR = 18;

    private static final String UNPACKING = "unpacking-";
    private static final Duration UNPACKING_LIMIT = Duration.ofHours(1);
    private static final Map<Path, PostgresPrograms> UNPACKED = new ConcurrentHashMap<>();

    private final Path root;

    private PostgresPrograms(Path root) {
        this.root = root;
    }

    /**
     * Unpacks the programs below the cache directory unless they are there. Safe to call from several processes at
     * once: whoever is first wins, and a killed one leaves nothing that looks complete.
     *
     * @throws EmbeddedException when there are no programs for this machine, or the cache cannot be written
     */
    static PostgresPrograms in(Path cache) {
        return UNPACKED.compute(
                cache,
                (directory, known) ->
                        known != null && Files.exists(known.path("postgres")) ? known : unpackInto(directory));
    }

    /** The full path of `initdb`, `pg_ctl` or `postgres`. */
    Path path(String program) {
        return root.resolve("bin").resolve(program);
    }

    private static PostgresPrograms unpackInto(Path cache) {
        try {
            byte[] archive = archive();
            Path target = cache.resolve("postgres-" + MAJOR + "-" + fingerprint(archive));
            if (!Files.isDirectory(target)) {
                removeAbandoned(cache);
                Path temporary = Files.createTempDirectory(cache, UNPACKING);
                unpack(archive, temporary);
                // The programs may have to be reached by the powerless user that Postgres runs as.
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
                publish(temporary, target);
            }
            return new PostgresPrograms(target);
        } catch (IOException problem) {
            throw new EmbeddedException(
                    "The programs of Postgres cannot be unpacked into " + cache
                            + ": 100 MB of space and the right to write and execute are needed ("
                            + problem.getMessage() + ")",
                    problem);
        }
    }

    private static byte[] archive() throws IOException {
        String name = archiveName(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")));
        try (InputStream stream = PostgresPrograms.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new EmbeddedException(
                        "There is no embedded Postgres for this machine (" + name
                                + " is not on the class path): use Linux, macOS or WSL on amd64 or arm64, or set SUPABASE_DB_URL");
            }
            return stream.readAllBytes();
        }
    }

    /**
     * The name of the archive for a machine, there or not. Chosen here and not by the library, which runs a shell
     * script from a temporary file to learn about Alpine.
     */
    static String archiveName(String system, String machine, boolean alpine) {
        // The archive for macOS holds the programs for both processors, whatever its name says.
        if (system.toLowerCase(Locale.ROOT).contains("mac")) {
            return "postgres-darwin-x86_64.txz";
        }
        String processor =
                switch (machine) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> machine;
                };
        return "postgres-%s-%s%s.txz"
                .formatted(system.toLowerCase(Locale.ROOT).replace(' ', '_'), processor, alpine ? "-alpine_linux" : "");
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void unpack(byte[] archive, Path root) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = root.resolve(entry.getName()).normalize();
                if (!path.startsWith(root)) {
                    throw new IOException("The archive reaches outside of its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolveSibling(""));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, root.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean executable = path.startsWith(root.resolve("bin")) || (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void publish(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException problem) {
            Directories.remove(temporary);
            // Another process was faster with the same content.
            if (!Files.isDirectory(target)) {
                throw problem;
            }
        }
    }

    private static void removeAbandoned(Path cache) throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(UNPACKING_LIMIT));
        try (var entries = Files.newDirectoryStream(cache, UNPACKING + "*")) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).compareTo(limit) < 0) {
                    Directories.remove(entry);
                }
            }
        }
    }
}
