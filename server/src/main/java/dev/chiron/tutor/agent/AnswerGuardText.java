package dev.chiron.tutor.agent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A text as a reader takes it in: without markup, invisible characters, accents and look-alikes, cut into words.
 * Everything here is linear in the text's length.
 */
final class AnswerGuardText {

    /** A run of letters and digits, in lower case; its place in {@link #cased}; and the sentence that it stands in. */
    record Word(String text, int start, int end, int sentence) {}

    /** The words {@code first} to {@code last}, both included. */
    record Range(int first, int last) {

        boolean overlaps(Range other) {
            return first <= other.last && other.first <= last;
        }
    }

    private static final Pattern NUMERIC_ENTITY = Pattern.compile("&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});?");
    private static final Pattern NAMED_ENTITY =
            Pattern.compile("&(amp|lt|gt|quot|apos|nbsp|shy|zwnj|zwj|ZeroWidthSpace);");
    private static final Map<String, String> ENTITIES = Map.of(
            "amp",
            "&",
            "lt",
            "<",
            "gt",
            ">",
            "quot",
            "\"",
            "apos",
            "'",
            "nbsp",
            " ",
            "shy",
            "",
            "zwnj",
            "",
            "zwj",
            "",
            "ZeroWidthSpace",
            "");
    private static final Pattern BREAKING_TAG =
            Pattern.compile("(?i)</?(?:br|p|li|ul|ol|div|tr|td|h[1-6])\\b[^<>]{0,200}>");
    private static final Pattern STRIKING_TAG = Pattern.compile("(?i)</?(?:s|del|strike)>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!][^<>]{0,200}>");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{?([0-9a-fA-F]{4})}?");

    private static final Map<Integer, Character> FOLDED = lookAlikes();

    private final String cased;
    private final String lower;
    private final List<Word> words = new ArrayList<>();
    private final BitSet questions = new BitSet();
    private final BitSet masked;
    private final String joined;
    private final int[] offsets;

    private AnswerGuardText(String cased, String lower, BitSet masked) {
        this.cased = cased;
        this.lower = lower;
        this.masked = masked;
        var all = new StringBuilder();
        var sentence = 0;
        var position = 0;
        while (position < lower.length()) {
            if (!inWord(position)) {
                position++;
                continue;
            }
            var end = position;
            while (end < lower.length() && inWord(end)) {
                end++;
            }
            if (!words.isEmpty()) {
                var gap = lower.substring(words.getLast().end(), position);
                if (breaks(gap)) {
                    questions.set(sentence, gap.indexOf('?') >= 0);
                    sentence++;
                }
            }
            words.add(new Word(lower.substring(position, end), position, end, sentence));
            all.append(lower, position, end);
            position = end;
        }
        if (!words.isEmpty() && lower.indexOf('?', words.getLast().end()) >= 0) {
            questions.set(sentence);
        }
        joined = all.toString();
        offsets = new int[words.size() + 1];
        for (var i = 0; i < words.size(); i++) {
            offsets[i + 1] = offsets[i] + words.get(i).text().length();
        }
    }

    /** Reads a text. */
    static AnswerGuardText of(String raw) {
        var text = plain(raw);
        return new AnswerGuardText(text, lowered(text), new BitSet());
    }

    /** The same text and masks with digits and signs read as the letters that they resemble. */
    AnswerGuardText leet() {
        var folded = new StringBuilder(lower.length());
        for (var i = 0; i < lower.length(); i++) {
            folded.append(leet(lower.charAt(i)));
        }
        return new AnswerGuardText(cased, lowerOrSign(folded), masked);
    }

    private String lowerOrSign(StringBuilder folded) {
        // A sign is a letter only within a word: "nitrogen!" ends with a sign.
        for (var i = 0; i < folded.length(); i++) {
            if (!Character.isLetterOrDigit(lower.charAt(i))
                    && Character.isLetterOrDigit(folded.charAt(i))
                    && !(i > 0
                            && i + 1 < lower.length()
                            && Character.isLetterOrDigit(folded.charAt(i - 1))
                            && Character.isLetterOrDigit(lower.charAt(i + 1)))) {
                folded.setCharAt(i, lower.charAt(i));
            }
        }
        return folded.toString();
    }

    static String leet(String word) {
        var folded = new StringBuilder();
        word.chars().forEach(each -> folded.append(leet((char) each)));
        return folded.toString();
    }

    private static char leet(char each) {
        return switch (each) {
            case '0' -> 'o';
            case '1', 'l', '|', '!' -> 'i';
            case '3', '€' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7', '+' -> 't';
            case '8' -> 'b';
            case '6', '9' -> 'g';
            default -> each;
        };
    }

    /** Whether the words' own characters need {@link #leet()} to be read. */
    boolean hasSigns(Range range) {
        for (var i = words.get(range.first()).start();
                i < words.get(range.last()).end();
                i++) {
            if ("013456789@$!|+€".indexOf(cased.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    String cased() {
        return cased;
    }

    String lower() {
        return lower;
    }

    List<Word> words() {
        return words;
    }

    int size() {
        return words.size();
    }

    /** The word there; empty outside the text. */
    String word(int index) {
        return index >= 0 && index < words.size() ? words.get(index).text() : "";
    }

    /** The word there, if it stands in the same sentence as another one; else empty. */
    String wordNear(int index, int other) {
        return index >= 0 && index < words.size() && sentence(index) == sentence(other) ? word(index) : "";
    }

    int sentence(int index) {
        return words.get(index).sentence();
    }

    boolean asks(int sentence) {
        return questions.get(sentence);
    }

    /** What stands before a word, back to the previous one. */
    String before(int index) {
        return cased.substring(
                index == 0 ? 0 : words.get(index - 1).end(), words.get(index).start());
    }

    /** What stands after a word, up to the next one. */
    String after(int index) {
        return cased.substring(
                words.get(index).end(),
                index + 1 < words.size() ? words.get(index + 1).start() : cased.length());
    }

    boolean upper(int index) {
        return Character.isUpperCase(cased.charAt(words.get(index).start()));
    }

    /** Where the text of a phrase stands, however it is spaced, hyphenated or broken; a plural counts. */
    List<Range> find(String phrase) {
        var found = new ArrayList<Range>();
        if (phrase.isEmpty() || phrase.length() > joined.length()) {
            return found;
        }
        var failure = failure(phrase);
        var matched = 0;
        var first = 0;
        for (var i = 0; i < joined.length(); i++) {
            while (matched > 0 && joined.charAt(i) != phrase.charAt(matched)) {
                matched = failure[matched - 1];
            }
            if (joined.charAt(i) == phrase.charAt(matched)) {
                matched++;
            }
            if (matched == phrase.length()) {
                var start = i + 1 - matched;
                while (offsets[first] < start) {
                    first++;
                }
                if (offsets[first] == start) {
                    var last = last(first, i + 1, phrase.length());
                    if (last >= 0) {
                        found.add(new Range(first, last));
                    }
                }
                matched = failure[matched - 1];
            }
        }
        return found;
    }

    private int last(int first, int end, int length) {
        // No phrase has more words than letters, so this stays within the phrase's own length.
        var last = first;
        while (offsets[last + 1] < end) {
            last++;
        }
        if (offsets[last + 1] == end) {
            return last;
        }
        var rest = joined.substring(end, Math.min(offsets[last + 1], end + 3));
        return length >= 4 && (rest.equals("s") || rest.equals("es")) ? last : -1;
    }

    /** Where just these words stand one after the other. */
    List<Range> find(List<String> phrase) {
        var found = new ArrayList<Range>();
        for (var i = 0; i + phrase.size() <= words.size(); i++) {
            var same = 0;
            while (same < phrase.size() && words.get(i + same).text().equals(phrase.get(same))) {
                same++;
            }
            if (same == phrase.size()) {
                found.add(new Range(i, i + same - 1));
            }
        }
        return found;
    }

    private static int[] failure(String phrase) {
        var failure = new int[phrase.length()];
        for (var i = 1; i < phrase.length(); i++) {
            var length = failure[i - 1];
            while (length > 0 && phrase.charAt(i) != phrase.charAt(length)) {
                length = failure[length - 1];
            }
            failure[i] = phrase.charAt(i) == phrase.charAt(length) ? length + 1 : 0;
        }
        return failure;
    }

    /** Takes the words out of what is looked at: there they say nothing about the answer. */
    void mask(Range range) {
        masked.set(words.get(range.first()).start(), words.get(range.last()).end());
    }

    boolean isMasked(Range range) {
        return masked.get(words.get(range.first()).start())
                && masked.get(words.get(range.last()).end() - 1);
    }

    boolean isMasked(int index) {
        return masked.get(words.get(index).start());
    }

    boolean isMaskedAt(int character) {
        return masked.get(character);
    }

    /** The words of a text, as they are compared. */
    static List<String> wordsOf(String raw) {
        return of(raw).words().stream().map(Word::text).toList();
    }

    private boolean inWord(int index) {
        var each = lower.charAt(index);
        return Character.isLetterOrDigit(each);
    }

    private static boolean breaks(String gap) {
        for (var i = 0; i < gap.length(); i++) {
            var each = gap.charAt(i);
            if ((each == '.' || each == '!' || each == '?') && (i + 1 == gap.length() || gap.charAt(i + 1) != '.')) {
                // 3.5 and x.y are no ends.
                if (gap.length() > 1) {
                    return true;
                }
            }
            if (each == ';') {
                return true;
            }
        }
        var line = gap.indexOf('\n');
        if (line < 0 || gap.indexOf(':') >= 0) {
            return false;
        }
        return gap.indexOf('\n', line + 1) >= 0 || !gap.substring(line + 1).isBlank();
    }

    private static String plain(String raw) {
        var text = raw;
        for (var i = 0; i < 2 && text.indexOf('&') >= 0; i++) {
            text = NUMERIC_ENTITY
                    .matcher(text)
                    .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(code(match.group(1))));
            text = NAMED_ENTITY
                    .matcher(text)
                    .replaceAll(match ->
                            java.util.regex.Matcher.quoteReplacement(ENTITIES.getOrDefault(match.group(1), "")));
        }
        if (text.indexOf('<') >= 0) {
            text = BREAKING_TAG.matcher(text).replaceAll("\n");
            text = STRIKING_TAG.matcher(text).replaceAll("~~");
            text = TAG.matcher(text).replaceAll("");
        }
        if (text.contains("\\u")) {
            text = ESCAPE.matcher(text)
                    .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                            Character.toString(Integer.parseInt(match.group(1), 16))));
        }
        var plain = new StringBuilder(text.length());
        var raised = false;
        for (var i = 0; i < text.length(); ) {
            var point = text.codePointAt(i);
            i += Character.charCount(point);
            var up = isSuperscript(point);
            if (up && !raised) {
                plain.append('^');
            }
            raised = up;
            append(plain, point);
        }
        return withoutApostrophes(plain);
    }

    private static String code(String entity) {
        var point = entity.startsWith("x") ? Integer.parseInt(entity.substring(1), 16) : Integer.parseInt(entity);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    }

    private static void append(StringBuilder plain, int point) {
        if (point < 128) {
            plain.append((char) point);
            return;
        }
        if (point == '’' || point == '‘' || point == 'ʼ') {
            plain.append('\'');
            return;
        }
        if (point == '−' || point == '‐' || point == '‑') {
            plain.append('-');
            return;
        }
        var letter = emojiLetter(point);
        if (letter != 0) {
            plain.append(" (").append(letter).append(") ");
            return;
        }
        var type = Character.getType(point);
        if (type == Character.FORMAT
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.CONTROL
                || (point >= 0xFE00 && point <= 0xFE0F)
                || point == 0x115F
                || point == 0x1160
                || point == 0x3164
                || point == 0xFFA0
                || point == 0x2800) {
            return;
        }
        if ((point >= 0xBC && point <= 0xBE) || (point >= 0x2150 && point <= 0x215F)) {
            plain.append(' '); // 1½ is not 11/2
        }
        var parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
        parts.codePoints().forEach(part -> {
            var kind = Character.getType(part);
            if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK) {
                return;
            }
            var folded = FOLDED.get(Character.toLowerCase(part));
            if (part == 0x2044) {
                plain.append('/');
            } else if (folded != null) {
                plain.append(Character.isUpperCase(part) ? Character.toUpperCase(folded.charValue()) : folded);
            } else if (part == 'ß') {
                plain.append("ss");
            } else {
                plain.appendCodePoint(part);
            }
        });
    }

    private static char emojiLetter(int point) {
        for (var from : new int[] {0x1F130, 0x1F150, 0x1F170, 0x1F1E6}) {
            if (point >= from && point < from + 26) {
                return (char) ('A' + point - from);
            }
        }
        return 0;
    }

    private static boolean isSuperscript(int point) {
        return point == 0xB9
                || point == 0xB2
                || point == 0xB3
                || point == 0x2070
                || (point >= 0x2074 && point <= 0x207B);
    }

    private static String withoutApostrophes(StringBuilder text) {
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var inner = text.charAt(i) == '\''
                    && i > 0
                    && i + 1 < text.length()
                    && Character.isLetter(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1));
            if (!inner) {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String lowered(String text) {
        var lowered = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            lowered.append(Character.toLowerCase(text.charAt(i)));
        }
        return lowered.toString();
    }

    private static Map<Integer, Character> lookAlikes() {
        var map = new java.util.HashMap<Integer, Character>();
        var pairs = "аaсcԁdеeһhіiјjкkӏlмmոnоoрpԛqгrѕsтtѵvԝwхxуyвbнhαaβbεeηnιiκkνvοoρpτtυuχxγyωwɑaıiɩiօoԍgɡgøołl";
        for (var i = 0; i + 1 < pairs.length(); i += 2) {
            map.put((int) pairs.charAt(i), pairs.charAt(i + 1));
        }
        return Map.copyOf(map);
    }
}
