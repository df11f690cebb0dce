package dev.chiron.tutor.integration;

import dev.chiron.testkit.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One exchange byte by byte, for what no client library would send.
 *
 * @param status 0: the connection was closed without an answer
 * @param headers by lower-case name; of several of one name the last
 * @param text what came after the headers, as it came
 */
record RawExchange(int status, Map<String, String> headers, String text) {

    private static final int PATIENCE_MS = 30_000;

    /** Sends the bytes, and reads until the other side closes the connection. */
    static RawExchange send(Stack stack, String request) {
        return send(stack, request, false);
    }

    /** Sends bytes that are not the end of the request, and reads until the answer is there, which does not wait for it. */
    static RawExchange sendWithoutEnd(Stack stack, String request) {
        return send(stack, request, true);
    }

    private static RawExchange send(Stack stack, String request, boolean oneAnswer) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), stack.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return read(socket, oneAnswer);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answer to\n" + request, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request line with these headers; the connection is to be closed after it. */
    static RawExchange ask(Stack stack, String line, String... headers) {
        return send(stack, head(line, headers));
    }

    static String head(String line, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
    }

    private static RawExchange read(Socket socket, boolean oneAnswer) throws IOException {
        var all = new ByteArrayOutputStream();
        var part = new byte[8192];
        try {
            while (!(oneAnswer && isWhole(all))) {
                var read = socket.getInputStream().read(part);
                if (read < 0) {
                    break;
                }
                all.write(part, 0, read);
            }
        } catch (SocketException e) {
            // A reset after the answer: what had come until then counts.
        }
        return of(all.toString(StandardCharsets.UTF_8));
    }

    /** Of an answer with an error, whose body is JSON without a line break. */
    private static boolean isWhole(ByteArrayOutputStream all) {
        var text = all.toString(StandardCharsets.UTF_8);
        return text.contains("\r\n\r\n") && text.stripTrailing().contains("\"}");
    }

    static RawExchange of(String answer) {
        var end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return new RawExchange(0, Map.of(), answer);
        }
        var lines = answer.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new RawExchange(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, answer.substring(end + 4));
    }

    /** The body's JSON, chunked or not; an empty object when it is none. */
    JsonNode json() {
        var begin = text.indexOf('{');
        var end = text.lastIndexOf('}');
        return begin < 0 || end < begin
                ? JsonMapper.shared().createObjectNode()
                : JsonMapper.shared().readTree(text.substring(begin, end + 1));
    }

    String errorCode() {
        return json().path("error_code").asString("");
    }
}
