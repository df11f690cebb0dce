package dev.chiron.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The right to work on a directory, held through a locked file that the system lets go when the process dies, however it dies. */
final class HomeLock implements AutoCloseable {

    /**
     * Files locked by this process. Asked before a file is opened: closing a second channel on a locked file would
     * silently give up the first one's lock, as POSIX has it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks the file, which is made when missing.
     *
     * @param file an absolute path without symbolic links
     * @throws HomeInUseException at once, when another holds it
     */
    static HomeLock acquire(Path file) {
        HomeLock lock = tryAcquire(file);
        if (lock == null) {
            throw new HomeInUseException(parentOf(file), ownerOf(file));
        }
        return lock;
    }

    /** Locks the file, or answers null when another holds it or its directory has just been removed. */
    static @Nullable HomeLock tryAcquire(Path file) {
        if (!HELD.add(file)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            // Between opening and locking, a sweep may have removed the file: then the lock is on nothing.
            if (lock == null || !Files.exists(file)) {
                return null;
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            locked = true;
            return new HomeLock(file, channel);
        } catch (NoSuchFileException gone) {
            return null;
        } catch (IOException problem) {
            throw new EmbeddedException(
                    file + " cannot be locked: choose a directory on a local disk that this user may write ("
                            + problem.getMessage() + ")",
                    problem);
        } finally {
            if (!locked) {
                closeQuietly(channel);
                HELD.remove(file);
            }
        }
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            closeQuietly(channel);
            HELD.remove(file);
        }
    }

    private static String ownerOf(Path file) {
        if (HELD.contains(file)) {
            return "this process";
        }
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "another process" : "the process " + pid;
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException harmless) {
            // The lock ends with the descriptor, which is gone even when closing reports an error.
        }
    }
}
