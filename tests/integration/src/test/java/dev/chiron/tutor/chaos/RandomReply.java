package dev.chiron.tutor.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Replies in which nothing is twice the same, with characters that go wrong where text is cut by bytes or chars. */
final class RandomReply {

    private static final List<String> PIECES = List.of(
            "word",
            " ",
            "Straße ",
            "naïve ",
            "日本語",
            "\n\n",
            "😀",
            "👩‍👩‍👧",
            "🏳️‍🌈",
            "e\u0301",
            "\"quoted\" ",
            "\\",
            "data: ",
            "𝔘",
            "–",
            "{}");

    private RandomReply() {}

    /** So many pieces; each carries its number, so that one that is lost, doubled or out of place shows. */
    static String[] deltas(Random random, int count) {
        var deltas = new ArrayList<String>();
        for (var number = 0; number < count; number++) {
            var delta = new StringBuilder();
            for (var piece = random.nextInt(3); piece >= 0; piece--) {
                delta.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            deltas.add(delta.append(number).append(' ').toString());
        }
        return deltas.toArray(String[]::new);
    }
}
