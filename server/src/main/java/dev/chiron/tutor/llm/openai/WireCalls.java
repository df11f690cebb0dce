package dev.chiron.tutor.llm.openai;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP calls under way, and when something last came for each. Each is sent once: the HTTP client would otherwise send it again by itself after a 408, a
 * 503 or a broken connection. And each can be let go of while its server is still silent, which the layers above
 * cannot do.
 */
final class WireCalls implements Interceptor {

    /** Names the call to us, and in the logs of servers that read it. */
    static final String ID_HEADER = "X-Client-Request-Id";

    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

    /** One reply that is waited for. */
    final class Wanted {

        private final String id = UUID.randomUUID().toString();
        private @Nullable Call call;
        private boolean ended;
        private volatile long heardAt = System.nanoTime();

        String id() {
            return id;
        }

        /** When something of the reply last came, or {@code since} if that is later; as {@link System#nanoTime}. */
        long heardAfter(long since) {
            var heard = heardAt;
            return heard - since > 0 ? heard : since;
        }

        private void heard() {
            heardAt = System.nanoTime();
        }

        /** Nothing is left to wait for: the reply is whole. */
        void done() {
            end(false);
        }

        /** Nobody waits for it any more: its connection is closed, also when it is only opened after this. */
        void abandon() {
            end(true);
        }

        private synchronized void end(boolean early) {
            ended = true;
            wanted.remove(id);
            if (early && call != null) {
                call.cancel();
            }
        }

        private synchronized boolean attach(Call sent) {
            call = sent;
            return !ended;
        }
    }

    /** Announces a call, which then carries its id in the header. */
    Wanted announce() {
        var announced = new Wanted();
        wanted.put(announced.id(), announced);
        return announced;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var request = chain.request();
        var id = request.header(ID_HEADER);
        var waiting = id == null ? null : wanted.get(id);
        if (waiting == null || !waiting.attach(chain.call())) {
            throw new IOException("nobody waits for this reply any more");
        }
        var body = request.body();
        var response = chain.proceed(
                body == null
                        ? request
                        : request.newBuilder()
                                .method(request.method(), new OneShot(body))
                                .build());
        var answer = response.body();
        return answer == null
                ? response
                : response.newBuilder().body(new Listened(answer, waiting)).build();
    }

    /** Notes when data comes. Comment lines do not count: servers send them for as long as they think. */
    private static final class Listened extends ResponseBody {

        private final ResponseBody body;
        private final BufferedSource source;

        Listened(ResponseBody body, Wanted waiting) {
            this.body = body;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {

                private boolean atLineStart = true;

                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    var before = sink.size();
                    var count = super.read(sink, byteCount);
                    if (count > 0) {
                        var come = sink.peek();
                        come.skip(before);
                        listen(come.readByteArray(count));
                    }
                    return count;
                }

                private void listen(byte[] bytes) {
                    var data = false;
                    for (var each : bytes) {
                        data |= atLineStart && each == 'd';
                        atLineStart = each == '\n' || each == '\r';
                    }
                    if (data) {
                        waiting.heard();
                    }
                }
            });
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }

    /** What the HTTP client does not send twice. */
    private static final class OneShot extends RequestBody {

        private final RequestBody body;

        OneShot(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }
}
