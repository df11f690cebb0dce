package dev.chiron.tutor.account.api;

import dev.chiron.tutor.platform.ApiException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.util.unit.DataSize;

/**
 * Where an export waits until its reader has taken it, so that a slow one holds neither the database nor memory. The file
 * has no name by the time that something is in it, where the system can do that, and never outlives its reader.
 */
final class ExportFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;

    private ExportFile(FileChannel file) {
        this.file = file;
    }

    static ExportFile create() throws IOException {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static ExportFile createIn(Path folder) throws IOException {
        var path = Files.createTempFile(folder, "chiron-export", ".json");
        return new ExportFile(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** @param most bytes that it takes before it throws an {@link ApiException} */
    OutputStream writer(DataSize most) {
        return new Bounded(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES), most.toBytes());
    }

    /** From the beginning; closing it ends the file. */
    InputStream reader() throws IOException {
        file.position(0);
        return Channels.newInputStream(file);
    }

    /** In bytes. */
    long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static final class Bounded extends FilterOutputStream {

        private long room;

        Bounded(OutputStream out, long room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            take(length);
            out.write(bytes, from, length);
        }

        private void take(int bytes) {
            room -= bytes;
            if (room < 0) {
                throw ApiException.conflict(
                        "export_too_large",
                        "There is more than can be sent at once. Please ask those who run this tutor for your data.");
            }
        }
    }
}
