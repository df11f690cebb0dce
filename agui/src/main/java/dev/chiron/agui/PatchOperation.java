package dev.chiron.agui;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** One operation of a JSON Patch (RFC 6902); paths are JSON Pointers, checked when it is made. */
public sealed interface PatchOperation {

    /** Where it acts. */
    String path();

    /** Adds a value; {@code null} is JSON {@code null}. */
    static PatchOperation add(String path, @Nullable JsonNode value) {
        return new Add(path, orNull(value));
    }

    /** Removes what is there. */
    static PatchOperation remove(String path) {
        return new Remove(path);
    }

    /** Replaces what is there; {@code null} is JSON {@code null}. */
    static PatchOperation replace(String path, @Nullable JsonNode value) {
        return new Replace(path, orNull(value));
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }

    /**
     * Adds a value.
     *
     * @param path where
     * @param value what, possibly JSON {@code null}
     */
    record Add(String path, JsonNode value) implements PatchOperation {
        /** @throws IllegalArgumentException when the path is not a JSON Pointer */
        public Add {
            Values.requireJsonPointer(path);
        }
    }

    /**
     * Removes what is there.
     *
     * @param path where
     */
    record Remove(String path) implements PatchOperation {
        /** @throws IllegalArgumentException when the path is not a JSON Pointer */
        public Remove {
            Values.requireJsonPointer(path);
        }
    }

    /**
     * Replaces what is there.
     *
     * @param path where
     * @param value what, possibly JSON {@code null}
     */
    record Replace(String path, JsonNode value) implements PatchOperation {
        /** @throws IllegalArgumentException when the path is not a JSON Pointer */
        public Replace {
            Values.requireJsonPointer(path);
        }
    }

    /**
     * Moves a value.
     *
     * @param from where it is
     * @param path where it goes
     */
    record Move(String from, String path) implements PatchOperation {
        /** @throws IllegalArgumentException when a path is not a JSON Pointer */
        public Move {
            Values.requireJsonPointer(from);
            Values.requireJsonPointer(path);
        }
    }

    /**
     * Copies a value.
     *
     * @param from where it is
     * @param path where the copy goes
     */
    record Copy(String from, String path) implements PatchOperation {
        /** @throws IllegalArgumentException when a path is not a JSON Pointer */
        public Copy {
            Values.requireJsonPointer(from);
            Values.requireJsonPointer(path);
        }
    }

    /**
     * Makes the whole patch fail when another value is there.
     *
     * @param path where
     * @param value what must be there, possibly JSON {@code null}
     */
    record Test(String path, JsonNode value) implements PatchOperation {
        /** @throws IllegalArgumentException when the path is not a JSON Pointer */
        public Test {
            Values.requireJsonPointer(path);
        }
    }
}
