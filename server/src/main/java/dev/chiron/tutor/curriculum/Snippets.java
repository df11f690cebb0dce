package dev.chiron.tutor.curriculum;

import java.util.List;

/** The library of snippets, searched by meaning-bearing words (Postgres full-text search, English). */
public interface Snippets {

    /**
     * Snippets that are about a topic: every word of it is in their title, topic or tags.
     *
     * @param limit the most to give, best first
     */
    List<Snippet> about(String topic, int limit);

    /**
     * Snippets that may help with a question: some of its words are in their title or tags.
     *
     * @param limit the most to give, best first
     */
    List<Snippet> relatedTo(String question, int limit);

    /** The titles of all snippets, in a fixed order. */
    List<String> titles();
}
