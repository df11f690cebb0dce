package dev.chiron.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Directories that are made private, given away and removed as a whole. */
final class Directories {

    private Directories() {}

    /** Makes the directory and its parents, readable by this user alone; an existing one is left as it is. */
    static Path makePrivate(Path directory) {
        try {
            Path absolute = directory.toAbsolutePath().normalize();
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return absolute.toRealPath();
        } catch (IOException problem) {
            throw new EmbeddedException(
                    directory + " cannot be made: choose a writable directory (" + problem.getMessage() + ")", problem);
        }
    }

    /** Removes the directory with all it holds; what another process removed meanwhile is no error. */
    static void remove(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                    if (problem instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw problem;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Gives the directory and all it holds to the user with this number; only root may. */
    static void giveTo(Path directory, int user) {
        try (var all = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The number of the user who owns the path. */
    static int owner(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
