package dev.chiron.tutor.agent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Texts hidden in a text: what a reader with a decoder would get out of it. */
final class AnswerGuardCodes {

    private static final Map<String, Character> MORSE = morse();

    private AnswerGuardCodes() {}

    /** The forms in which a word can be written letter by letter: backwards, shifted, mirrored in the alphabet. */
    static Set<String> disguises(List<String> words) {
        var plain = String.join("", words);
        var disguises = new LinkedHashSet<String>();
        disguises.add(new StringBuilder(plain).reverse().toString());
        var each = new StringBuilder();
        words.forEach(word -> each.append(new StringBuilder(word).reverse()));
        disguises.add(each.toString());
        for (var shift = 1; shift < 26; shift++) {
            disguises.add(shifted(plain, shift));
        }
        var mirrored = new StringBuilder();
        plain.chars()
                .forEach(letter ->
                        mirrored.append(letter >= 'a' && letter <= 'z' ? (char) ('a' + 'z' - letter) : (char) letter));
        disguises.add(mirrored.toString());
        disguises.remove(plain);
        return disguises;
    }

    private static String shifted(String plain, int shift) {
        var shifted = new StringBuilder();
        plain.chars()
                .forEach(letter -> shifted.append(
                        letter >= 'a' && letter <= 'z' ? (char) ('a' + (letter - 'a' + shift) % 26) : (char) letter));
        return shifted.toString();
    }

    /** One text per code, of what there is in base64, hexadecimal, binary, Morse, and as numbers of characters or letters. */
    static List<String> decoded(String raw) {
        var texts = new ArrayList<String>();
        for (var code : List.<BiConsumer<String, List<String>>>of(
                AnswerGuardCodes::base64,
                AnswerGuardCodes::hexadecimal,
                AnswerGuardCodes::binary,
                AnswerGuardCodes::numbered,
                AnswerGuardCodes::morse)) {
            var decoded = new ArrayList<String>();
            code.accept(raw, decoded);
            if (!decoded.isEmpty()) {
                texts.add(String.join("\n\n", decoded));
            }
        }
        return texts;
    }

    private static void base64(String raw, List<String> decoded) {
        var position = 0;
        while (position < raw.length()) {
            var end = position;
            while (end < raw.length() && isBase64(raw.charAt(end))) {
                end++;
            }
            var padded = end < raw.length() && raw.charAt(end) == '=' && end - position >= 2;
            if (padded || end - position >= 6) {
                var run = raw.substring(position, end).replace('-', '+').replace('_', '/');
                if (run.length() % 4 != 1) {
                    try {
                        text(Base64.getDecoder().decode(run), decoded);
                    } catch (IllegalArgumentException e) {
                        // an ordinary word
                    }
                }
            }
            position = end + 1;
        }
    }

    private static boolean isBase64(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '+'
                || each == '/'
                || each == '-'
                || each == '_';
    }

    private static void hexadecimal(String raw, List<String> decoded) {
        var bytes = new ArrayList<Integer>();
        var position = 0;
        while (position <= raw.length()) {
            var next = position;
            // what stands between two bytes: nothing, one space, "0x", "\x", "%", ":" or "-"
            while (next < raw.length()
                    && next - position < 4
                    && " ,%\\x:-0".indexOf(raw.charAt(next)) >= 0
                    && !(raw.charAt(next) == '0' && !(next + 1 < raw.length() && raw.charAt(next + 1) == 'x'))) {
                next++;
            }
            if (next + 1 < raw.length() && hex(raw.charAt(next)) >= 0 && hex(raw.charAt(next + 1)) >= 0) {
                bytes.add(hex(raw.charAt(next)) * 16 + hex(raw.charAt(next + 1)));
                position = next + 2;
            } else {
                bytes(bytes, 3, decoded);
                position = Math.max(next, position + 1);
            }
        }
    }

    private static int hex(char each) {
        return each < 128 ? Character.digit(each, 16) : -1;
    }

    private static void binary(String raw, List<String> decoded) {
        var bytes = new ArrayList<Integer>();
        var bits = 0;
        var value = 0;
        for (var i = 0; i <= raw.length(); i++) {
            var each = i < raw.length() ? raw.charAt(i) : 'x';
            if (each == '0' || each == '1') {
                value = value * 2 + (each - '0');
                bits++;
                if (bits == 8) {
                    bytes.add(value);
                    bits = 0;
                    value = 0;
                }
            } else if (Character.isWhitespace(each) || each == ',') {
                if (bits == 7) {
                    bytes.add(value);
                }
                bits = 0;
                value = 0;
            } else {
                bytes(bytes, 2, decoded);
                bits = 0;
                value = 0;
            }
        }
    }

    private static void numbered(String raw, List<String> decoded) {
        var numbers = new ArrayList<Integer>();
        var position = 0;
        while (position <= raw.length()) {
            var end = position;
            while (end < raw.length() && end - position < 4 && raw.charAt(end) >= '0' && raw.charAt(end) <= '9') {
                end++;
            }
            if (end > position) {
                numbers.add(Integer.parseInt(raw.substring(position, end)));
                position = end;
            } else if (position < raw.length() && " ,-.;:/\n".indexOf(raw.charAt(position)) >= 0) {
                position++;
            } else {
                if (numbers.size() >= 3) {
                    var letters = new StringBuilder();
                    var inAlphabet = numbers.stream().allMatch(each -> each >= 1 && each <= 26);
                    numbers.forEach(each -> letters.append((char) ('a' + Math.floorMod(each - 1, 26))));
                    if (inAlphabet) {
                        decoded.add(letters.toString());
                    }
                    bytes(numbers, 3, decoded);
                }
                numbers.clear();
                position++;
            }
        }
    }

    private static void morse(String raw, List<String> decoded) {
        var letters = new StringBuilder();
        var code = new StringBuilder();
        for (var i = 0; i <= raw.length(); i++) {
            var each = i < raw.length() ? raw.charAt(i) : 'x';
            if (each == '.' || each == '·' || each == '•' || each == '*') {
                code.append('.');
            } else if (each == '-' || each == '–' || each == '—' || each == '−' || each == '_') {
                code.append('-');
            } else {
                var letter = code.length() <= 5 ? MORSE.get(code.toString()) : null;
                if (letter != null) {
                    letters.append(letter);
                }
                if (!Character.isWhitespace(each) && each != '/' && each != '|') {
                    if (letters.length() >= 3) {
                        decoded.add(letters.toString());
                    }
                    letters.setLength(0);
                }
                code.setLength(0);
            }
        }
    }

    /** The first letters of lines, sentences and words: what an acrostic spells. */
    static List<String> initials(AnswerGuardText text) {
        var words = new StringBuilder();
        var lines = new StringBuilder();
        var sentences = new StringBuilder();
        for (var i = 0; i < text.size(); i++) {
            var first = text.word(i).charAt(0);
            words.append(first);
            if (i == 0 || text.before(i).indexOf('\n') >= 0) {
                lines.append(first);
            }
            if (i == 0 || text.sentence(i) != text.sentence(i - 1)) {
                sentences.append(first);
            }
        }
        return List.of(lines.toString(), sentences.toString(), words.toString());
    }

    private static void bytes(List<Integer> values, int atLeast, List<String> decoded) {
        if (values.size() >= atLeast && values.stream().allMatch(each -> each >= 0 && each < 256)) {
            var bytes = new byte[values.size()];
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) values.get(i).intValue();
            }
            text(bytes, decoded);
        }
        values.clear();
    }

    /** Only what is readable: most words are base64 of something. */
    private static void text(byte[] bytes, List<String> decoded) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (!text.isBlank()
                    && text.codePoints()
                            .allMatch(each -> (each >= 32 && each != 127) || each == '\n' || each == '\t')) {
                decoded.add(text);
            }
        } catch (CharacterCodingException e) {
            // not a text
        }
    }

    private static Map<String, Character> morse() {
        var codes =
                (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- "
                                + "-.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.")
                        .split(" ", -1);
        var map = new HashMap<String, Character>();
        for (var i = 0; i < codes.length; i++) {
            map.put(codes[i], (char) (i < 26 ? 'a' + i : '0' + i - 26));
        }
        return Map.copyOf(map);
    }
}
