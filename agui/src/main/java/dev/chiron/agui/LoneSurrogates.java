package dev.chiron.agui;

/**
 * Keeps text whole that a model cut inside a surrogate pair: UTF-8 has no form for half a pair, a JSON escape does, and the
 * reader's concatenation joins the halves again.
 */
final class LoneSurrogates {

    private LoneSurrogates() {}

    static String escaped(String json) {
        int lone = nextLone(json, 0);
        if (lone < 0) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 16);
        int copied = 0;
        while (lone >= 0) {
            out.append(json, copied, lone).append("\\u").append(Integer.toHexString(json.charAt(lone)));
            copied = lone + 1;
            lone = nextLone(json, copied);
        }
        return out.append(json, copied, json.length()).toString();
    }

    private static int nextLone(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}
