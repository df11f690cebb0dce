package dev.chiron.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on a bare socket, for the places where a library would hide or repair what a test must see. */
final class Wire {

    private static final int HEAD_MAX_BYTES = 64 * 1024;

    private Wire() {}

    /** The start line and the header lines of a request or response; header names compare without case. */
    record Head(String startLine, Map<String, List<String>> headers) {

        @Nullable
        String first(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.getFirst();
        }

        boolean isChunked() {
            String encoding = first("Transfer-Encoding");
            return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked");
        }

        /** The announced length of the body in bytes, or -1. */
        long contentLength() {
            String length = first("Content-Length");
            return length == null ? -1 : Long.parseLong(length.strip());
        }
    }

    /** Reads a head; null when the peer closed before its first byte. */
    static @Nullable Head readHead(InputStream in) throws IOException {
        String startLine = readLine(in);
        if (startLine == null) {
            return null;
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int bytes = startLine.length();
        while (true) {
            String line = readLine(in);
            if (line == null) {
                throw new EOFException("the connection ended inside the headers");
            }
            if (line.isEmpty()) {
                return new Head(startLine, headers);
            }
            bytes += line.length();
            if (bytes > HEAD_MAX_BYTES) {
                throw new IOException("headers of more than " + HEAD_MAX_BYTES + " bytes");
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header line: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).strip(), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    /** Reads a line without its end; null at the end of the stream. */
    static @Nullable String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            int b = in.read();
            if (b < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
            }
            if (b == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() > HEAD_MAX_BYTES) {
                throw new IOException("a line of more than " + HEAD_MAX_BYTES + " bytes");
            }
            line.write(b);
        }
    }

    /** The body of a message with this head; without a length or chunks it lasts until the peer closes. */
    static InputStream body(Head head, InputStream in) {
        if (head.isChunked()) {
            return new Chunks(in);
        }
        return head.contentLength() < 0 ? in : new Counted(in, head.contentLength());
    }

    /** Closes with a TCP reset instead of an orderly end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // Already closed: there is nothing left to reset.
        }
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // A socket that cannot be closed is closed.
        }
    }

    /** Decodes a chunked body; an end before the last chunk is an {@link EOFException}, never a quiet end. */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (ended || length == 0) {
                return ended ? -1 : 0;
            }
            if (left == 0) {
                nextChunk();
                if (ended) {
                    return -1;
                }
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the connection ended inside a chunk");
            }
            left -= count;
            return count;
        }

        private void nextChunk() throws IOException {
            if (!first && !"".equals(readLine(in))) {
                throw new EOFException("the connection ended after a chunk, without the last one");
            }
            first = false;
            String size = readLine(in);
            if (size == null) {
                throw new EOFException("the connection ended without the last chunk");
            }
            int extension = size.indexOf(';');
            try {
                left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            } catch (NumberFormatException e) {
                throw new IOException("not a chunk size: " + size, e);
            }
            if (left == 0) {
                String trailer = readLine(in);
                while (trailer != null && !trailer.isEmpty()) {
                    trailer = readLine(in);
                }
                if (trailer == null) {
                    throw new EOFException("the connection ended inside the trailer");
                }
                ended = true;
            }
        }
    }

    /** A body of an announced length; a shorter one is an {@link EOFException}. */
    private static final class Counted extends InputStream {

        private final InputStream in;
        private long left;

        Counted(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(left + " announced bytes of the body are missing");
            }
            left -= count;
            return count;
        }
    }
}
