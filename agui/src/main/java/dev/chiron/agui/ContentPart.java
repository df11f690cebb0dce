package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One part of a multimodal content. */
public sealed interface ContentPart {

    /** A text part with nothing but its text. */
    static ContentPart text(String text) {
        return new Text(text, null, null);
    }

    /** A media part with nothing but its source. */
    static ContentPart media(MediaKind kind, ContentSource source) {
        return new Media(kind, source, null, null);
    }

    /**
     * Plain text.
     *
     * @param text may be empty
     * @param id the part's own id
     * @param metadata anything; JSON {@code null} counts as absent
     */
    record Text(String text, @Nullable String id, @Nullable JsonNode metadata) implements ContentPart {
        /** Takes JSON {@code null} metadata as absent. */
        public Text {
            metadata = Values.absentIfNull(metadata);
        }
    }

    /**
     * A picture, sound, video or document.
     *
     * @param kind the part's {@code type} on the wire
     * @param source where the bytes are
     * @param id the part's own id
     * @param metadata anything; JSON {@code null} counts as absent
     */
    record Media(
            MediaKind kind,
            ContentSource source,
            @Nullable String id,
            @Nullable JsonNode metadata) implements ContentPart {
        /** Takes JSON {@code null} metadata as absent. */
        public Media {
            metadata = Values.absentIfNull(metadata);
        }
    }

    /**
     * The {@code binary} part of clients up to 0.0.47; read, and written back only to legacy peers.
     *
     * @param mimeType such as {@code image/png}
     * @param id a file's id
     * @param url an address
     * @param data base64
     * @param filename the file's name on the sender's side
     */
    record Binary(
            String mimeType,
            @Nullable String id,
            @Nullable String url,
            @Nullable String data,
            @Nullable String filename)
            implements ContentPart {

        /** @throws IllegalArgumentException when id, url and data are all absent */
        public Binary {
            if (id == null && url == null && data == null) {
                throw new IllegalArgumentException("a binary part needs an id, a url or data");
            }
        }

        /** The same as a part of AG-UI 1.0: data is preferred to the address, the address to the id. */
        public Media upgraded() {
            return new Media(MediaKind.ofMimeType(mimeType), source(), null, null);
        }

        private ContentSource source() {
            if (data != null) {
                return new ContentSource.Data(data, mimeType);
            }
            if (url != null) {
                return new ContentSource.Url(url, mimeType);
            }
            if (id != null) {
                return new ContentSource.File(id, null, mimeType);
            }
            throw new AssertionError("the constructor forbids it");
        }
    }
}
