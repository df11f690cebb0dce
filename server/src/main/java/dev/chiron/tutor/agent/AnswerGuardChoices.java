package dev.chiron.tutor.agent;

import dev.chiron.tutor.agent.AnswerGuard.Option;
import dev.chiron.tutor.agent.AnswerGuardText.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options of a question, and how a text speaks of them: by their words, letters, numbers, places and ids. */
final class AnswerGuardChoices {

    private static final Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("first", 0),
            Map.entry("1st", 0),
            Map.entry("second", 1),
            Map.entry("2nd", 1),
            Map.entry("third", 2),
            Map.entry("3rd", 2),
            Map.entry("fourth", 3),
            Map.entry("4th", 3),
            Map.entry("fifth", 4),
            Map.entry("5th", 4),
            Map.entry("sixth", 5),
            Map.entry("6th", 5),
            Map.entry("seventh", 6),
            Map.entry("7th", 6),
            Map.entry("eighth", 7),
            Map.entry("8th", 7));
    private static final List<String> NUMBERS = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");
    private static final Set<String> NOUNS = Set.of(
            "one",
            "option",
            "choice",
            "answer",
            "alternative",
            "possibility",
            "item",
            "statement",
            "entry",
            "suggestion",
            "response",
            "bullet",
            "line",
            "variant");
    private static final Set<String> NUMBERED = Set.of(
            "option",
            "choice",
            "answer",
            "number",
            "no",
            "nr",
            "alternative",
            "possibility",
            "item",
            "statement",
            "response",
            "variant",
            "choose",
            "pick",
            "select",
            "letter");
    private static final Set<String> CONNECTING = Set.of(
            "or", "and", "a", "an", "the", "option", "options", "choice", "versus", "vs", "then", "either", "whether",
            "it", "is", "to");
    /** After these a single letter is an option, in whatever case. */
    private static final Set<String> NAMING = Set.of(
            "option",
            "choice",
            "answer",
            "letter",
            "select",
            "choose",
            "pick",
            "tick",
            "click",
            "mark",
            "is",
            "its",
            "be",
            "not",
            "isnt",
            "nor",
            "neither",
            "except",
            "but",
            "say",
            "try",
            "take",
            "circle",
            "with",
            "press",
            "toward",
            "towards",
            "thats",
            "was",
            "eliminate",
            "exclude");
    /** A capital after these is a name of something else. */
    private static final Set<String> OTHER_LETTERS = Set.of(
            "vitamin",
            "hepatitis",
            "plan",
            "type",
            "grade",
            "point",
            "class",
            "group",
            "degrees",
            "degree",
            "section",
            "part",
            "figure",
            "appendix",
            "chapter",
            "variable",
            "vector",
            "matrix",
            "set",
            "angle",
            "line",
            "side",
            "team",
            "person",
            "programming",
            "in",
            "language",
            "note",
            "major",
            "minor",
            "blood",
            "factor",
            "town",
            "city",
            "event",
            "step",
            "train",
            "room");

    private static final Set<String> EMPHATIC = Set.of(
            "definitely",
            "clearly",
            "obviously",
            "certainly",
            "surely",
            "probably",
            "likely",
            "maybe",
            "perhaps",
            "think",
            "guess",
            "prefer",
            "suggest",
            "just",
            "only",
            "simply",
            "absolutely");
    private static final Set<String> LETTER_VERBS =
            Set.of("is", "isnt", "was", "wins", "fits", "works", "must", "looks", "seems", "because", "since", "would");
    private static final Set<String> NEGATIVE = Set.of(
            "not",
            "isnt",
            "arent",
            "cant",
            "cannot",
            "wasnt",
            "doesnt",
            "dont",
            "wont",
            "neither",
            "nor",
            "wrong",
            "incorrect",
            "eliminate",
            "eliminated",
            "rule",
            "ruled",
            "ruling",
            "exclude",
            "excluded",
            "excluding",
            "discard",
            "cross",
            "crossed",
            "false",
            "never",
            "ignore",
            "drop",
            "strike",
            "no",
            "out",
            "nope",
            "impossible",
            "forget",
            "remove",
            "dismiss",
            "distractor",
            "distractors");
    private static final Set<String> REFUSALS = Set.of("no", "nope", "wrong", "incorrect", "not", "false");
    static final Set<String> APPROVAL = Set.of(
            "right", "correct", "true", "answer", "solution", "winner", "this", "yes", "best", "it", "bingo", "one");
    private static final String APPROVING = "✅✔✓☑🟢🎯💯🏆⭐👉👈👍★🌟←⇐⬅";
    private static final String REFUSING = "❌✗✘✖🚫⛔🔴👎☒";

    private record Choice(
            List<String> words,
            String joined,
            List<String> id,
            @Nullable Double value) {}

    /** An option that a text speaks of. */
    record Mention(int option, Range range) {}

    private final List<Choice> choices = new ArrayList<>();
    private final List<Character> letters = new ArrayList<>();
    private final int correct;

    AnswerGuardChoices(List<Option> options, @Nullable String correctId) {
        var index = -1;
        for (var option : options) {
            if (option.id().equals(correctId)) {
                index = choices.size();
            }
            var words = AnswerGuardText.wordsOf(option.text());
            var number = AnswerGuardNumbers.only(option.text());
            var id = AnswerGuardText.wordsOf(option.id());
            var name = String.join("", id);
            choices.add(new Choice(
                    words,
                    String.join("", words),
                    distinct(name) && !words.equals(id) ? id : List.of(),
                    number == null ? null : number.values().getFirst()));
            letters.add(name.length() == 1 && Character.isLetter(name.charAt(0)) ? name.charAt(0) : '-');
        }
        correct = index;
    }

    /** Whether an id is a name of its own, and not a letter, a number or a short word. */
    private static boolean distinct(String name) {
        var digits = name.chars().filter(Character::isDigit).count();
        return digits < name.length() && (name.length() >= 3 || (name.length() == 2 && digits == 1));
    }

    boolean known() {
        return correct >= 0;
    }

    int size() {
        return choices.size();
    }

    /** The options that a letter stands for: by its place, and by an id that is a letter. */
    private boolean isLetterOf(int option, char letter) {
        return letter == 'a' + option || letter == letters.get(option);
    }

    private int optionOfLetter(String word) {
        if (word.length() != 1) {
            return -1;
        }
        if (known() && isLetterOf(correct, word.charAt(0))) {
            return correct;
        }
        for (var i = 0; i < choices.size(); i++) {
            if (isLetterOf(i, word.charAt(0))) {
                return i;
            }
        }
        return -1;
    }

    private int optionOfNumber(String word) {
        if (word.length() == 1 && word.charAt(0) >= '1' && word.charAt(0) < '1' + choices.size()) {
            return word.charAt(0) - '1';
        }
        var spelled = NUMBERS.indexOf(word);
        return spelled < choices.size() ? spelled : -1;
    }

    private int optionOfOrdinal(String word) {
        return switch (word) {
            case "last", "final", "bottom" -> choices.size() - 1;
            case "top" -> 0;
            case "middle" -> choices.size() % 2 == 1 ? choices.size() / 2 : -1;
            case "penultimate" -> choices.size() - 2;
            case "former" -> choices.size() == 2 ? 0 : -1;
            case "latter" -> choices.size() == 2 ? 1 : -1;
            default -> {
                int place = ORDINALS.getOrDefault(word, -1);
                yield place < choices.size() ? place : -1;
            }
        };
    }

    /** Where the options' own words stand, the longest where several fit. */
    List<Mention> quoted(AnswerGuardText text) {
        var all = new ArrayList<Mention>();
        List<AnswerGuardNumbers.Amount> numbers =
                choices.stream().anyMatch(each -> each.value() != null) ? AnswerGuardNumbers.in(text) : List.of();
        for (var i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            var value = choice.value();
            List<Range> ranges;
            if (value != null) {
                ranges = numbers.stream()
                        .filter(each -> each.means(value))
                        .map(each -> new Range(each.first(), each.last()))
                        .toList();
            } else if (choice.joined().length() < 5) {
                ranges = choice.words().isEmpty() ? List.of() : text.find(choice.words());
            } else {
                ranges = text.find(choice.joined());
            }
            for (var range : ranges) {
                all.add(new Mention(i, range));
            }
            if (!choice.id().isEmpty()) {
                for (var range : text.find(choice.id())) {
                    all.add(new Mention(i, range));
                }
            }
        }
        all.sort(Comparator.<Mention>comparingInt(each -> each.range().first())
                .thenComparing(each -> -each.range().last()));
        var kept = new ArrayList<Mention>();
        for (var each : all) {
            if (kept.isEmpty() || each.range().first() > kept.getLast().range().last()) {
                kept.add(each);
            }
        }
        return kept;
    }

    /** Masks where all options are named alike; tells when one of them is marked. */
    @Nullable
    String maskLists(AnswerGuardText text, List<Mention> mentions) {
        if (!known()) {
            return null;
        }
        var count = choices.size();
        for (var from = 0; from + count <= mentions.size(); from++) {
            var group = mentions.subList(from, from + count);
            if (isList(text, group)) {
                var why = marked(text, group);
                if (why != null) {
                    return why;
                }
                var first = group.getFirst().range().first();
                if (first > 0
                        && isLabel(text.word(first - 1))
                        && !text.before(first).isBlank()) {
                    first--;
                }
                text.mask(new Range(first, group.getLast().range().last()));
                from += count - 1;
            }
        }
        maskLabels(text);
        return markedLine(text, mentions);
    }

    private boolean isLabel(String word) {
        return optionOfLetter(word) >= 0 || optionOfNumber(word) >= 0;
    }

    private boolean isList(AnswerGuardText text, List<Mention> group) {
        var seen = new BitSet();
        for (var i = 0; i < group.size(); i++) {
            seen.set(group.get(i).option());
            if (i > 0) {
                var from = group.get(i - 1).range().last() + 1;
                var to = group.get(i).range().first();
                if (to - from > 6) {
                    return false;
                }
                for (var word = from; word < to; word++) {
                    if (!CONNECTING.contains(text.word(word)) && !isLabel(text.word(word))) {
                        return false;
                    }
                }
            }
        }
        if (seen.cardinality() < choices.size()) {
            return false;
        }
        // "…, argon, nitrogen — correct": what follows the last one may be said of it.
        var last = group.getLast();
        if (last.option() == correct && !text.asks(text.sentence(last.range().last()))) {
            var sentence = text.sentence(last.range().last());
            for (var back = group.getFirst().range().first() - 1;
                    back >= 0 && back > group.getFirst().range().first() - 30 && text.sentence(back) == sentence;
                    back--) {
                if (text.word(back).equals("which") || text.word(back).equals("whether")) {
                    return true;
                }
            }
            for (var next = 1; next <= 3; next++) {
                if (APPROVAL.contains(
                        text.wordNear(last.range().last() + next, last.range().last()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How each option of a list is set off; a list in which only the right one differs says which it is. */
    private @Nullable String marked(AnswerGuardText text, List<Mention> group) {
        var looks = new String[choices.size()];
        for (var i = 0; i < group.size(); i++) {
            var range = group.get(i).range();
            var left = text.before(skipLabel(text, range.first()));
            var right = text.after(range.last());
            var look = new StringBuilder();
            var adjacent = text.before(range.first());
            for (var sign : List.of("**", "__", "~~", "`", "*", "_", "\"", "==")) {
                if (adjacent.endsWith(sign)) {
                    look.append(sign);
                    break;
                }
            }
            signs(look, i > 0 ? half(left, false) : left.substring(left.lastIndexOf('\n') + 1));
            signs(look, half(right, true));
            var own = text.cased()
                    .substring(
                            text.words().get(range.first()).start(),
                            text.words().get(range.last()).end());
            var loud = own.length() > 1
                    && own.equals(own.toUpperCase(Locale.ROOT))
                    && !own.equals(own.toLowerCase(Locale.ROOT));
            look.append(loud ? "!" : "");
            looks[group.get(i).option()] = look.toString();
        }
        for (var i = 0; i < looks.length; i++) {
            if (i != correct && looks[i].equals(looks[correct])) {
                return null;
            }
        }
        // An option that is in capitals by itself, such as DNA, differs without being set off.
        var own = looks[correct].replace("!", "");
        for (var i = 0; i < looks.length; i++) {
            if (i != correct
                    && looks[i].replace("!", "").equals(own)
                    && choices.get(correct).joined().length() <= 5) {
                return null;
            }
        }
        return "one option of a list is marked";
    }

    private int skipLabel(AnswerGuardText text, int first) {
        return first > 0 && isLabel(text.word(first - 1)) && text.before(first).indexOf('\n') < 0 ? first - 1 : first;
    }

    /** What of the space between two options belongs to the one before ({@code left}) or after it. */
    private static String half(String gap, boolean left) {
        for (var i = 0; i < gap.length(); i++) {
            if ("\n,;/|".indexOf(gap.charAt(i)) >= 0) {
                return left ? gap.substring(0, i) : gap.substring(i + 1);
            }
        }
        return left ? "" : gap;
    }

    private static void signs(StringBuilder look, String gap) {
        gap.codePoints().forEach(each -> {
            if (APPROVING.indexOf(each) >= 0 || REFUSING.indexOf(each) >= 0 || each == '~') {
                look.appendCodePoint(each);
            }
        });
    }

    /** "A, B, C or D", "the first, second or third", "A to D", and letters before the lines of a list. */
    private void maskLabels(AnswerGuardText text) {
        for (var kind = 0; kind < 3; kind++) {
            var seen = new BitSet();
            var from = -1;
            var last = -1;
            for (var i = 0; i < text.size(); i++) {
                var word = text.word(i);
                var option =
                        kind == 0 ? optionOfLetter(word) : kind == 1 ? optionOfNumber(word) : optionOfOrdinal(word);
                if (option >= 0) {
                    if (from < 0 || i - last > 3 || seen.get(option)) {
                        seen.clear();
                        from = i;
                    }
                    seen.set(option);
                    last = i;
                    if (seen.cardinality() == choices.size()) {
                        text.mask(new Range(from, i));
                        seen.clear();
                        from = -1;
                    }
                } else if (!CONNECTING.contains(word)) {
                    seen.clear();
                    from = -1;
                }
            }
        }
        var heads = new ArrayList<Integer>();
        var headed = new BitSet();
        for (var i = 0; i < text.size(); i++) {
            var next = text.word(i + 2);
            if (optionOfLetter(text.word(i)) == 0
                    && (text.word(i + 1).equals("to") || text.word(i + 1).equals("through"))
                    && optionOfLetter(next) == choices.size() - 1) {
                text.mask(new Range(i, i + 2));
            }
            if (optionOfLetter(text.word(i)) == 0
                    && optionOfLetter(text.word(i + 1)) == choices.size() - 1
                    && "-–—".indexOf(text.after(i).strip()) >= 0
                    && !text.after(i).isBlank()) {
                text.mask(new Range(i, i + 1));
            }
            if (startsLine(text, i) && isLabel(text.word(i)) && !text.after(i).isBlank()) {
                heads.add(i);
                headed.set(Math.max(optionOfLetter(text.word(i)), optionOfNumber(text.word(i))));
            }
        }
        if (headed.cardinality() == choices.size()) {
            heads.forEach(each -> text.mask(new Range(each, each)));
        }
    }

    private static boolean startsLine(AnswerGuardText text, int index) {
        return index == 0 || text.before(index).indexOf('\n') >= 0;
    }

    /** A line that names the right option, and no other, and has a sign of approval that the others' lines lack. */
    private @Nullable String markedLine(AnswerGuardText text, List<Mention> mentions) {
        if (text.cased().codePoints().noneMatch(each -> APPROVING.indexOf(each) >= 0)) {
            return null;
        }
        var approved = new BitSet();
        var lineStart = 0;
        var mention = 0;
        var word = 0;
        for (var line : text.cased().split("\n", -1)) {
            var end = lineStart + line.length();
            var named = new TreeSet<Integer>();
            while (word < text.size() && text.words().get(word).start() < lineStart) {
                word++;
            }
            if (word < text.size() && text.words().get(word).start() < end && isLabel(text.word(word))) {
                named.add(Math.max(optionOfLetter(text.word(word)), optionOfNumber(text.word(word))));
            }
            while (mention < mentions.size()
                    && text.words().get(mentions.get(mention).range().first()).start() < end) {
                named.add(mentions.get(mention).option());
                mention++;
            }
            if (named.size() == 1 && line.codePoints().anyMatch(each -> APPROVING.indexOf(each) >= 0)) {
                approved.set(named.first());
            }
            lineStart = end + 1;
        }
        return approved.get(correct) && approved.cardinality() < choices.size() ? "one option is marked" : null;
    }

    /** Whether the right option is pointed at by letter, number, place or id. */
    @Nullable
    String pointedAt(AnswerGuardText text) {
        if (!known()) {
            return null;
        }
        for (var i = 0; i < text.size(); i++) {
            if (!text.isMasked(i) && (letterAt(text, i, false) == correct || placeAt(text, i, false) == correct)) {
                return "the option is pointed at";
            }
        }
        var id = choices.get(correct).id();
        if (!id.isEmpty()) {
            for (var range : text.find(id)) {
                if (!text.isMasked(range)) {
                    return "the option's id is named";
                }
            }
        }
        return null;
    }

    /** The option whose letter stands there, or -1. In a sentence that rules options out, less is asked for. */
    private int letterAt(AnswerGuardText text, int index, boolean rulingOut) {
        var option = optionOfLetter(text.word(index));
        if (option < 0) {
            return -1;
        }
        var article = text.word(index).equals("a");
        var upper = text.upper(index);
        var before = text.before(index);
        var after = text.after(index);
        var previous = text.word(index - 1);
        var next = text.wordNear(index + 1, index);
        var alone = next.isEmpty() || (after.isBlank() && after.indexOf('\n') >= 0);
        var set = !after.isBlank() && (!before.isBlank() || index == 0);
        if (endsWithAny(before, "([{") && startsWithAny(after, ")]}")) {
            return option;
        }
        if (startsWithAny(after, ")") && previous.length() > 0 && !startsLine(text, index)) {
            return option;
        }
        // "B", *B*, `B`
        if (endsWithAny(before, "\"'`*_“«<") && startsWithAny(after, "\"'`*_”»>")) {
            return option;
        }
        if (text.wordNear(index - 1, index).isEmpty() && next.isEmpty()) {
            return option;
        }
        var punctuated = alone || startsWithAny(after.strip(), ".,:;!?)-–—");
        var cue = NAMING.contains(previous) && before.indexOf('.') < 0;
        if (Set.of("option", "choice", "letter").contains(previous)) {
            return option;
        }
        if (before.strip().endsWith(":") && punctuated) {
            return option;
        }
        if (article) {
            var reason = Set.of("because", "since", "as", "and", "or", "nor", "here", "then")
                    .contains(next);
            if (cue && (punctuated || (upper && reason))) {
                return option;
            }
            if (upper
                    && (next.equals("is")
                            || next.equals("isnt")
                            || (next.equals("it") && text.word(index + 2).equals("is")))) {
                return option;
            }
            if (upper && alone && !OTHER_LETTERS.contains(previous) && !previous.equals("an")) {
                return option;
            }
            return rulingOut
                            && (punctuated || reason)
                            && (upper || cue || previous.equals("or") || previous.equals("and"))
                    ? option
                    : -1;
        }
        if (cue
                || (rulingOut
                        && (upper
                                || set
                                || Set.of("and", "or", "nor", "neither", "out").contains(previous)))) {
            return option;
        }
        if (upper && !OTHER_LETTERS.contains(previous)) {
            var opens = text.wordNear(index - 1, index).isEmpty();
            var itIs = next.equals("it") && text.word(index + 2).equals("is");
            if (alone
                    || itIs
                    || LETTER_VERBS.contains(next)
                    || (punctuated && (opens || EMPHATIC.contains(previous)))) {
                return option;
            }
        }
        return -1;
    }

    /** The option at the place that is spoken of there, or -1. */
    private int placeAt(AnswerGuardText text, int index, boolean rulingOut) {
        var word = text.word(index);
        var next = text.wordNear(index + 1, index);
        var previous = text.word(index - 1);
        var ordinal = optionOfOrdinal(word);
        if (ordinal >= 0) {
            if (next.equals("to") && text.word(index + 2).equals("last")) {
                return choices.size() - 1 - ordinal;
            }
            if (word.equals("last")
                    && next.equals("but")
                    && text.word(index + 2).equals("one")) {
                return choices.size() - 2;
            }
            if (next.equals("from") && text.word(index + 2).equals("the")) {
                var end = text.word(index + 3);
                if (end.equals("bottom") || end.equals("end")) {
                    return choices.size() - 1 - ordinal;
                }
                if (end.equals("top") || end.equals("left")) {
                    return ordinal;
                }
            }
            var target = previous.equals("the")
                    && Set.of(
                                    "is", "its", "be", "with", "pick", "choose", "select", "take", "not", "nor",
                                    "click", "for")
                            .contains(text.word(index - 2));
            var ends = next.isEmpty() || startsWithAny(text.after(index).strip(), ",.!");
            var ofThem = next.equals("of") && Set.of("the", "these", "those").contains(text.word(index + 2));
            var listed = ends || next.equals("or") || next.equals("and") || next.equals("nor");
            var alone = text.size() == 1 || (text.size() == 2 && previous.equals("the"));
            if (NOUNS.contains(next)
                    || ofThem
                    || alone
                    || (target && ends)
                    || (rulingOut && previous.equals("the") && listed)) {
                return ordinal;
            }
            return -1;
        }
        var number = optionOfNumber(word);
        if (number >= 0) {
            var numbered = NUMBERED.contains(previous) || text.before(index).endsWith("#");
            var bracketed = endsWithAny(text.before(index), "([") && startsWithAny(text.after(index), ")]");
            var excluded = rulingOut
                    && Set.of("not", "nor", "neither", "or", "and").contains(previous)
                    && Character.isDigit(word.charAt(0));
            if ((numbered && (!previous.equals("no") || text.before(index).contains("."))) || bracketed || excluded) {
                return number;
            }
        }
        var step =
                switch (word) {
                    case "after", "below", "underneath", "following" -> 1;
                    case "before", "above", "preceding" -> -1;
                    default -> 0;
                };
        if (step != 0) {
            for (var i = index + 1; i <= index + 3 && i < text.size(); i++) {
                var other = letterAt(text, i, true);
                if (other < 0 && text.upper(i)) {
                    other = optionOfLetter(text.word(i));
                }
                if (other >= 0 && (NOUNS.contains(previous) || NOUNS.contains(text.word(index - 2)))) {
                    return other + step;
                }
            }
        }
        return -1;
    }

    private static boolean endsWithAny(String text, String characters) {
        return !text.isEmpty() && characters.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static boolean startsWithAny(String text, String characters) {
        return !text.isEmpty() && characters.indexOf(text.charAt(0)) >= 0;
    }

    /** Whether all options but the right one are ruled out. */
    @Nullable
    String ruledOut(AnswerGuardText text, List<Mention> mentions) {
        if (!known() || choices.size() < 2) {
            return null;
        }
        var out = new BitSet();
        BitSet pending = new BitSet();
        var mention = 0;
        var from = 0;
        while (from < text.size()) {
            var to = from;
            while (to < text.size() && text.sentence(to) == text.sentence(from)) {
                to++;
            }
            var end = to < text.size()
                    ? text.words().get(to).start()
                    : text.cased().length();
            var start = from == 0 ? 0 : text.words().get(from - 1).end();
            var whole = text.cased().substring(start, end);
            var negative = whole.contains("~~") || whole.codePoints().anyMatch(each -> REFUSING.indexOf(each) >= 0);
            for (var i = from; i < to; i++) {
                negative |= NEGATIVE.contains(text.word(i));
            }
            var named = new BitSet();
            while (mention < mentions.size() && mentions.get(mention).range().first() < to) {
                var each = mentions.get(mention++);
                if (!text.isMasked(each.range())) {
                    named.set(each.option());
                }
            }
            for (var i = from; i < to; i++) {
                if (!text.isMasked(i)) {
                    set(named, letterAt(text, i, true));
                    set(named, placeAt(text, i, negative));
                }
            }
            if (negative && named.isEmpty() && REFUSALS.contains(text.word(from))) {
                named = pending;
            }
            if (negative && !named.get(correct)) {
                out.or(named);
            }
            pending = named;
            from = to;
        }
        return out.cardinality() >= choices.size() - 1 && !out.get(correct) ? "all other options are ruled out" : null;
    }

    private void set(BitSet named, int option) {
        if (option >= 0 && option < choices.size()) {
            named.set(option);
        }
    }

    /** Whether the words belong to another, longer option. */
    boolean isOther(List<Mention> mentions, Range range) {
        for (var each : mentions) {
            if (each.option() != correct
                    && each.range().first() <= range.first()
                    && each.range().last() >= range.last()) {
                return true;
            }
        }
        return false;
    }
}
