package dev.chiron.tutor.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers of a text, in whatever form they are written. */
final class AnswerGuardNumbers {

    /**
     * One number.
     *
     * @param values what it may mean: 1.234 is a thousand to some, 25 % is a quarter and says 25
     * @param step half of this is how far it may be rounded; 0 for one that is exact
     * @param first index of its first word, {@code last} that of its last
     * @param spelled in words
     */
    record Amount(List<Double> values, double step, int first, int last, boolean spelled) {

        boolean means(double wanted) {
            for (var value : values) {
                var distance = Math.abs(value - wanted);
                if (distance <= 1e-9 * Math.max(1e-6, Math.abs(wanted))) {
                    return true;
                }
                // 9.8 tells 9.81; 10 does not.
                if (step > 0
                        && Math.abs(value) >= 10 * step
                        && distance <= step / 2 * 1.000001
                        && distance <= 0.01 * Math.abs(wanted)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final Map<String, Integer> SMALL = small();
    private static final Map<String, Double> SCALES = Map.of(
            "hundred", 1e2, "thousand", 1e3, "million", 1e6, "billion", 1e9, "trillion", 1e12, "k", 1e3, "mio", 1e6);
    private static final Map<String, Double> PARTS = Map.ofEntries(
            Map.entry("half", 2.0),
            Map.entry("halves", 2.0),
            Map.entry("third", 3.0),
            Map.entry("thirds", 3.0),
            Map.entry("quarter", 4.0),
            Map.entry("quarters", 4.0),
            Map.entry("fourth", 4.0),
            Map.entry("fourths", 4.0),
            Map.entry("fifth", 5.0),
            Map.entry("fifths", 5.0),
            Map.entry("sixth", 6.0),
            Map.entry("sixths", 6.0),
            Map.entry("eighth", 8.0),
            Map.entry("eighths", 8.0),
            Map.entry("tenth", 10.0),
            Map.entry("tenths", 10.0),
            Map.entry("hundredth", 100.0),
            Map.entry("hundredths", 100.0));
    private static final Set<String> ORDINALS_TOO = Set.of("third", "fourth", "fifth", "sixth", "eighth", "tenth");

    private final AnswerGuardText text;
    private final String lower;
    private final List<Amount> numbers = new ArrayList<>();

    private AnswerGuardNumbers(AnswerGuardText text) {
        this.text = text;
        this.lower = text.lower();
    }

    static List<Amount> in(AnswerGuardText text) {
        var reading = new AnswerGuardNumbers(text);
        var index = 0;
        while (index < text.size()) {
            var next = reading.digits(index);
            index = next > index ? next : reading.spelled(index);
        }
        return reading.numbers;
    }

    /** The value of a text that is nothing but a number, with a unit of at most two words; else null. */
    static @Nullable Amount only(String raw) {
        var text = AnswerGuardText.of(raw);
        var numbers = in(text);
        if (numbers.size() != 1) {
            return null;
        }
        var number = numbers.getFirst();
        return number.first() == 0 && text.size() - 1 - number.last() <= 2 ? number : null;
    }

    /** Reads a number in digits that starts with the word; gives the index after it, or the same when there is none. */
    private int digits(int index) {
        var word = text.words().get(index);
        var position = word.start();
        if (!isDigit(position)) {
            return index;
        }
        if (position + 2 < lower.length() && lower.charAt(position) == '0') {
            var radix = lower.charAt(position + 1) == 'x' ? 16 : lower.charAt(position + 1) == 'b' ? 2 : 0;
            if (radix > 0 && word.text().length() > 2 && word.text().length() <= 14) {
                try {
                    numbers.add(new Amount(
                            List.of((double) Long.parseLong(word.text().substring(2), radix)), 0, index, index, false));
                    return index + 1;
                } catch (NumberFormatException e) {
                    // 0xyz is no number
                }
            }
        }
        var plain = new StringBuilder();
        var grouped = new StringBuilder();
        var separators = 0;
        var groups = true;
        var lastSeparator = ' ';
        var sinceSeparator = 0;
        var end = position;
        while (end < lower.length() && plain.length() < 40) {
            if (isDigit(end)) {
                plain.append(lower.charAt(end));
                grouped.append(lower.charAt(end));
                sinceSeparator++;
                end++;
            } else if (isSeparator(lower.charAt(end)) && end + 1 < lower.length() && isDigit(end + 1)) {
                var spaced = lower.charAt(end) == ' ' || lower.charAt(end) == '\'' || lower.charAt(end) == '_';
                var threeFollow = digitsFrom(end + 1) == 3;
                if (spaced && !(threeFollow && sinceSeparator <= 3)) {
                    break;
                }
                if (separators > 0 && sinceSeparator != 3) {
                    groups = false;
                }
                if (separators == 0 && sinceSeparator > 3) {
                    groups = false;
                }
                separators++;
                lastSeparator = lower.charAt(end);
                plain.append(spaced ? "" : lower.charAt(end));
                sinceSeparator = 0;
                end++;
            } else {
                break;
            }
        }
        if (separators > 0 && sinceSeparator != 3) {
            groups = false;
        }
        var values = new ArrayList<Double>();
        var decimals = 0;
        if (separators == 0 || groups) {
            add(values, grouped.toString());
        }
        if (lastSeparator == '.' || lastSeparator == ',') {
            var point = plain.lastIndexOf(String.valueOf(lastSeparator));
            add(values, plain.substring(0, point).replaceAll("[.,]", "") + "." + plain.substring(point + 1));
            decimals = plain.length() - point - 1;
        }
        var step = Math.pow(10, -decimals);
        var exponent = exponent(end);
        if (exponent != null) {
            var factor = Math.pow(10, exponent.value());
            values.replaceAll(each -> each * factor);
            step *= factor;
            end = exponent.end();
        }
        var behind = skipSpaces(end);
        if (exponent == null && at(behind) == '/' && isDigit(skipSpaces(behind + 1))) {
            var from = skipSpaces(behind + 1);
            var length = digitsFrom(from);
            var below = length > 0 && length <= 9 ? Double.parseDouble(lower.substring(from, from + length)) : 0;
            if (below > 0) {
                values.replaceAll(each -> each / below);
                step = 0;
                end = from + length;
                mixed(index, values);
            }
        }
        behind = skipSpaces(end);
        var last = wordAt(index, end);
        var next = text.word(last + 1);
        if (SCALES.containsKey(next) && text.words().get(last + 1).start() == behind) {
            var factor = SCALES.getOrDefault(next, 1.0);
            values.replaceAll(each -> each * factor);
            step *= factor;
            last++;
        } else if (end < lower.length()
                && at(end) == 'k'
                && text.words().get(last).end() == end + 1) {
            values.replaceAll(each -> each * 1000);
            step *= 1000;
        } else if (at(behind) == '%' || percent(last + 1)) {
            var hundredths = values.stream().map(each -> each / 100).toList();
            values.addAll(hundredths);
            step = 0;
        } else if (at(behind) == '‰') {
            values.replaceAll(each -> each / 1000);
            step = 0;
        } else if (PARTS.containsKey(next) && text.words().get(last + 1).start() == behind) {
            var below = PARTS.getOrDefault(next, 1.0);
            values.replaceAll(each -> each / below);
            step = 0;
            last++;
        }
        if (position > 0
                && lower.charAt(position - 1) == '-'
                && (position == 1 || !Character.isLetterOrDigit(at(position - 2)))) {
            values.replaceAll(each -> -each);
        }
        // Letters right behind the digits, as in 4chan or 2nd, make it a name; a unit such as 5km is none.
        var lastWord = text.words().get(last);
        if (end < lastWord.end() && Set.of("st", "nd", "rd", "th").contains(lower.substring(end, lastWord.end()))) {
            return last + 1;
        }
        numbers.add(new Amount(List.copyOf(values), step, index, last, false));
        return last + 1;
    }

    /** "1 1/2": the whole before a fraction belongs to it. */
    private void mixed(int index, List<Double> values) {
        if (!numbers.isEmpty()) {
            var whole = numbers.getLast();
            if (!whole.spelled()
                    && whole.last() == index - 1
                    && text.before(index).isBlank()) {
                values.addAll(values.stream()
                        .map(each -> whole.values().getFirst() + each)
                        .toList());
            }
        }
    }

    private record Exponent(int value, int end) {}

    /** "e8", "×10^8", "* 10**8", "x 10 to the 8". */
    private @Nullable Exponent exponent(int from) {
        if (at(from) == 'e') {
            return power(from + 1);
        }
        var position = skipSpaces(from);
        if ("x×*·".indexOf(at(position)) < 0 || at(position) == 0) {
            return null;
        }
        position = skipSpaces(position + 1);
        if (!lower.startsWith("10", position)) {
            return null;
        }
        position += 2;
        if (at(position) == '^') {
            return power(position + 1);
        }
        return lower.startsWith("**", position) ? power(position + 2) : null;
    }

    private @Nullable Exponent power(int from) {
        var position = from;
        while ("({+".indexOf(at(position)) >= 0 && at(position) != 0) {
            position++;
        }
        var negative = at(position) == '-';
        if (negative) {
            position++;
        }
        var length = digitsFrom(position);
        if (length == 0 || length > 3) {
            return null;
        }
        var value = Integer.parseInt(lower.substring(position, position + length));
        return new Exponent(negative ? -value : value, position + length);
    }

    /** Reads a number in words; gives the index after it. */
    private int spelled(int index) {
        var word = text.word(index);
        var small = SMALL.get(word);
        if (small == null && !PARTS.containsKey(word) && !word.equals("a") && !word.equals("an")) {
            return index + 1;
        }
        if (small == null && word.startsWith("a")) {
            var part = text.word(index + 1);
            if (PARTS.containsKey(part)) {
                numbers.add(new Amount(List.of(1 / PARTS.getOrDefault(part, 1.0)), 0, index, index + 1, true));
                return index + 2;
            }
            if ((!SCALES.containsKey(part) && !part.equals("dozen")) || part.equals("k")) {
                return index + 1;
            }
            numbers.add(new Amount(
                    List.of(part.equals("dozen") ? 12 : SCALES.getOrDefault(part, 1.0)), 0, index, index + 1, true));
            return index + 2;
        }
        if (small == null) {
            if (!ORDINALS_TOO.contains(word)) {
                numbers.add(new Amount(List.of(1 / PARTS.getOrDefault(word, 1.0)), 0, index, index, true));
            }
            return index + 1;
        }
        double total = 0;
        double current = 0;
        var previous = -1;
        var next = index;
        while (next < text.size() && next - index < 20) {
            var each = text.word(next);
            var value = SMALL.get(each);
            if (value != null) {
                if (previous >= 0 && !(previous >= 20 && previous % 10 == 0 && value > 0 && value < 10)) {
                    break;
                }
                current += value;
                previous = value;
            } else if (SCALES.containsKey(each) && each.length() > 3) {
                var scale = SCALES.getOrDefault(each, 1.0);
                if (scale == 100) {
                    current *= 100;
                } else {
                    total += current * scale;
                    current = 0;
                }
                previous = -1;
            } else if (!(each.equals("and") && previous < 0 && SMALL.containsKey(text.word(next + 1)))) {
                break;
            }
            next++;
        }
        var value = total + current;
        if (text.word(next).equals("point") && SMALL.containsKey(text.word(next + 1))) {
            next++;
            var factor = 0.1;
            while (next < text.size() && SMALL.containsKey(text.word(next)) && factor > 1e-9) {
                var digit = SMALL.getOrDefault(text.word(next), 0);
                value += digit < 10 ? digit * factor : digit * factor / 10;
                factor /= digit < 10 ? 10 : 100;
                next++;
            }
        }
        var values = new ArrayList<>(List.of(value));
        var part = text.word(next);
        if (PARTS.containsKey(part)) {
            values.set(0, value / PARTS.getOrDefault(part, 1.0));
            next++;
        } else if (percent(next)) {
            values.add(value / 100);
        } else if (part.equals("dozen")) {
            values.set(0, value * 12);
            next++;
        } else if (part.equals("and") && text.word(next + 1).equals("a") && PARTS.containsKey(text.word(next + 2))) {
            values.set(0, value + 1 / PARTS.getOrDefault(text.word(next + 2), 1.0));
            next += 3;
        } else if ((part.equals("out") && text.word(next + 1).equals("of"))
                || (part.equals("in") && SMALL.containsKey(text.word(next + 1)))
                || (part.equals("over") && SMALL.containsKey(text.word(next + 1)))) {
            var below = SMALL.get(text.word(part.equals("out") ? next + 2 : next + 1));
            if (below != null && below > 0) {
                values.add(value / below);
            }
        }
        numbers.add(new Amount(List.copyOf(values), 0, index, next - 1, true));
        return next;
    }

    private boolean percent(int index) {
        var word = text.word(index);
        return word.equals("percent")
                || word.equals("percentage")
                || (word.equals("per") && text.word(index + 1).equals("cent"));
    }

    private static void add(List<Double> values, String number) {
        values.add(Double.parseDouble(number));
    }

    private int wordAt(int from, int end) {
        var index = from;
        while (index + 1 < text.size() && text.words().get(index + 1).start() < end) {
            index++;
        }
        return index;
    }

    private char at(int position) {
        return position >= 0 && position < lower.length() ? lower.charAt(position) : 0;
    }

    private boolean isDigit(int position) {
        var each = at(position);
        return each >= '0' && each <= '9';
    }

    private int digitsFrom(int position) {
        var end = position;
        while (isDigit(end) && end - position < 40) {
            end++;
        }
        return end - position;
    }

    private int skipSpaces(int position) {
        var next = position;
        while (next - position < 3 && (at(next) == ' ' || at(next) == '\\' || at(next) == '$')) {
            next++;
        }
        return next;
    }

    private static boolean isSeparator(char each) {
        return each == '.' || each == ',' || each == ' ' || each == '\'' || each == '_';
    }

    private static Map<String, Integer> small() {
        var map = new HashMap<String, Integer>();
        var ones = List.of(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen");
        var tens = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
        for (var i = 0; i < ones.size(); i++) {
            map.put(ones.get(i), i);
        }
        for (var i = 0; i < tens.size(); i++) {
            map.put(tens.get(i), 20 + 10 * i);
            for (var j = 1; j < 10; j++) {
                map.put(tens.get(i) + ones.get(j), 20 + 10 * i + j);
            }
        }
        return Map.copyOf(map);
    }
}
