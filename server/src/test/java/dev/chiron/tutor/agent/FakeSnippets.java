package dev.chiron.tutor.agent;

import dev.chiron.tutor.curriculum.Snippet;
import dev.chiron.tutor.curriculum.Snippets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A library in memory: a topic is found in titles, a question by any of its words. */
record FakeSnippets(List<Snippet> all) implements Snippets {

    static FakeSnippets of(Snippet... snippets) {
        return new FakeSnippets(List.of(snippets));
    }

    @Override
    public List<Snippet> about(String topic, int limit) {
        return all.stream()
                .filter(each -> lower(each.title()).contains(lower(topic)))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Snippet> relatedTo(String question, int limit) {
        var words = List.of(lower(question).split("\\W+"));
        return all.stream()
                .filter(each -> Arrays.stream(lower(each.title()).split("\\W+")).anyMatch(words::contains))
                .limit(limit)
                .toList();
    }

    @Override
    public List<String> titles() {
        return all.stream().map(Snippet::title).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
