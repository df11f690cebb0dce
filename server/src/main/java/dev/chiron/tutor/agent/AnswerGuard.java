package dev.chiron.tutor.agent;

import dev.chiron.tutor.agent.AnswerGuardChoices.Mention;
import dev.chiron.tutor.agent.AnswerGuardText.Range;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answer of an open question from being said. It reads a model's whole reply before a learner sees a word of
 * it, and knows the answer's disguises: markup, spacing, look-alikes, other forms of a number, letters and places of
 * options, elimination, confirmation, ciphers. Where it cannot be certain it blocks: a stored hint does no harm.
 *
 * <p>It reads English; of other languages it finds the answer's own words, numbers and letters. What it cannot find is
 * a paraphrase in other words. Immutable; the time of a check grows with the reply's length, and no faster.
 */
public final class AnswerGuard {

    /** One option, as the learner sees it. */
    public record Option(String id, String text) {}

    /**
     * An open question.
     *
     * @param questionText what is asked; a reply may repeat it
     * @param options in the order in which they are shown; empty where a number is asked for
     * @param correctOptionId the id of one of the options; null where there are none
     * @param solutions texts that are the answer: the right option's text, or the number in its usual forms
     */
    public record Question(
            String questionText,
            List<Option> options,
            @Nullable String correctOptionId,
            List<String> solutions) {

        /** @throws IllegalArgumentException when the id names none of the options */
        public Question {
            options = List.copyOf(options);
            solutions = List.copyOf(solutions);
            var id = correctOptionId;
            if (id != null && options.stream().noneMatch(each -> each.id().equals(id))) {
                throw new IllegalArgumentException("the right option is none of the options");
            }
        }
    }

    /** What a check finds. */
    public sealed interface Verdict {

        /** Nothing of the answer was found. */
        record Clean() implements Verdict {}

        /** @param why for logs; says how the answer is told, never what it is */
        record Leak(String why) implements Verdict {}
    }

    private record Solution(List<String> words, String joined, boolean weak, Set<String> disguises) {}

    private static final int DEPTH = 2;
    private static final Pattern PARENTHESIS = Pattern.compile("\\(([^()]{1,200})\\)");

    private static final Set<String> COMMON = Set.of(
            "true",
            "false",
            "yes",
            "no",
            "correct",
            "incorrect",
            "right",
            "wrong",
            "always",
            "never",
            "sometimes",
            "all",
            "none",
            "both",
            "neither",
            "either",
            "some",
            "many",
            "few",
            "more",
            "less",
            "most",
            "least",
            "equal",
            "same",
            "it",
            "is",
            "a",
            "an",
            "the",
            "and",
            "or",
            "not",
            "if",
            "for",
            "while",
            "do",
            "to",
            "of",
            "in",
            "on",
            "at",
            "by",
            "as",
            "up",
            "down",
            "left",
            "first",
            "last",
            "one",
            "two",
            "this",
            "that",
            "these",
            "those",
            "i",
            "he",
            "she",
            "we",
            "they",
            "you",
            "who",
            "what",
            "where",
            "when",
            "why",
            "how",
            "be",
            "was",
            "are",
            "were",
            "has",
            "have",
            "had",
            "can",
            "could",
            "will",
            "would",
            "increase",
            "decrease",
            "increases",
            "decreases",
            "before",
            "after",
            "between",
            "with",
            "from",
            "noun",
            "verb",
            "new",
            "old",
            "good",
            "bad",
            "high",
            "low",
            "higher",
            "lower",
            "than",
            "then",
            "else",
            "there",
            "their",
            "its",
            "your",
            "but",
            "so",
            "maybe",
            "possible",
            "impossible",
            "return",
            "print",
            "let",
            "set",
            "get");
    private static final Set<String> TWO_VALUED =
            Set.of("true", "false", "yes", "no", "correct", "incorrect", "right", "wrong", "agree", "disagree");
    private static final Set<String> POLARITY = Set.of(
            "true",
            "false",
            "correct",
            "incorrect",
            "right",
            "wrong",
            "accurate",
            "inaccurate",
            "valid",
            "invalid",
            "myth",
            "fact",
            "mistaken",
            "untrue",
            "yes",
            "no",
            "misconception",
            "indeed");
    private static final Set<String> SUBJECTS = Set.of(
            "answer",
            "answers",
            "solution",
            "result",
            "statement",
            "claim",
            "assertion",
            "sentence",
            "proposition",
            "it",
            "its",
            "this",
            "that",
            "thats",
            "value",
            "number",
            "option",
            "choice",
            "key",
            "correct",
            "right");
    private static final Set<String> CHOOSING = Set.of(
            "choose", "pick", "select", "say", "click", "tick", "mark", "enter", "type", "write", "put", "move", "drag",
            "slide", "answer", "go");
    private static final Set<String> LINKS = Set.of(
            "is", "its", "thats", "was", "be", "equals", "are", "isnt", "wasnt", "must", "to", "at", "on", "with",
            "for", "would", "gives", "makes", "becomes", "reads", "called");
    private static final Set<String> CONDITIONAL = Set.of(
            "if", "whether", "suppose", "imagine", "assume", "when", "unless", "decide", "which", "once", "until",
            "what", "how", "why", "sure", "check", "either", "were", "before");
    private static final Set<String> CONFIRMING = Set.of(
            "yes",
            "yep",
            "yeah",
            "correct",
            "exactly",
            "right",
            "bingo",
            "precisely",
            "indeed",
            "absolutely",
            "spot",
            "totally",
            "certainly",
            "definitely");
    private static final Set<String> AROUND_CONFIRMING = Set.of(
            "that",
            "thats",
            "is",
            "its",
            "it",
            "on",
            "you",
            "youre",
            "are",
            "youve",
            "got",
            "have",
            "quite",
            "very",
            "well",
            "done",
            "great",
            "good",
            "perfect",
            "nice",
            "excellent",
            "job",
            "work",
            "your",
            "answer",
            "so",
            "this",
            "the",
            "one",
            "amazing",
            "awesome",
            "wonderful",
            "completely",
            "was",
            "were",
            "now",
            "there");
    private static final Set<String> GUESSES = Set.of(
            "guess",
            "answer",
            "choice",
            "pick",
            "idea",
            "hunch",
            "instinct",
            "intuition",
            "selection",
            "response",
            "suspicion",
            "thought",
            "conclusion");
    private static final Set<String> COUNTED = Set.of(
            "options",
            "option",
            "choices",
            "steps",
            "step",
            "hints",
            "hint",
            "answers",
            "questions",
            "question",
            "parts",
            "tries",
            "attempts",
            "ways",
            "things",
            "ideas",
            "clues",
            "sentences",
            "points",
            "of");
    private static final Set<String> COUNTING = Set.of(
            "step",
            "question",
            "unit",
            "part",
            "hint",
            "attempt",
            "chapter",
            "try",
            "figure",
            "exercise",
            "task",
            "lesson",
            "level",
            "page",
            "table",
            "clue",
            "tip");
    private static final Set<String> STOP = Set.of(
            "a", "an", "the", "and", "or", "not", "of", "in", "on", "at", "by", "to", "for", "with", "from", "into",
            "that", "this", "it", "its", "is", "are", "was", "be", "as", "than", "then", "they", "their", "them",
            "which", "who", "because", "when", "where", "how", "can", "will", "has", "have", "do", "does", "so", "if",
            "but", "more", "all", "each", "through", "about", "between", "only", "also", "there", "these", "those",
            "one");

    private final AnswerGuardChoices choices;
    private final List<Solution> solutions = new ArrayList<>();
    private final List<String> signs = new ArrayList<>();
    private final List<List<String>> questionParts = new ArrayList<>();
    private final Set<Double> wanted = new LinkedHashSet<>();
    private final Set<String> inDigits = new HashSet<>();
    private final Set<String> roman = new HashSet<>();
    private final Set<String> numbersOfQuestion = new HashSet<>();
    private final Set<String> units = new HashSet<>();
    private final List<Set<String>> distinctive = new ArrayList<>();
    private final List<Set<String>> distinctiveOfOthers = new ArrayList<>();
    private final boolean twoValued;

    private AnswerGuard(Question question) {
        choices = new AnswerGuardChoices(question.options(), question.correctOptionId());
        var texts = new LinkedHashSet<>(question.solutions());
        for (var option : question.options()) {
            if (option.id().equals(question.correctOptionId())) {
                texts.add(option.text());
            }
        }
        var asked = AnswerGuardText.of(question.questionText());
        for (var part : question.questionText().split("(?<=[.?!:])\\s", -1)) {
            questionParts.add(AnswerGuardText.wordsOf(part));
        }
        questionParts.add(AnswerGuardText.wordsOf(question.questionText()));
        for (var number : AnswerGuardNumbers.in(asked)) {
            numbersOfQuestion.add(surface(asked, number));
        }
        var percent = question.questionText().contains("%")
                || question.questionText().toLowerCase(java.util.Locale.ROOT).contains("percent");
        for (var text : texts) {
            learn(text, asked, percent);
        }
        var questionStems = stems(AnswerGuardText.wordsOf(question.questionText()));
        for (var option : question.options()) {
            if (!option.id().equals(question.correctOptionId())) {
                distinctiveOfOthers.add(stems(AnswerGuardText.wordsOf(option.text())));
            }
        }
        for (var text : texts) {
            var own = stems(AnswerGuardText.wordsOf(text));
            own.removeAll(questionStems);
            if (own.size() >= 3) {
                distinctive.add(own);
            }
        }
        twoValued = question.options().size() <= 2
                && texts.stream().anyMatch(each -> TWO_VALUED.contains(String.join("", AnswerGuardText.wordsOf(each))));
    }

    /** A guard for one open question. */
    public static AnswerGuard of(Question question) {
        return new AnswerGuard(question);
    }

    private void learn(String raw, AnswerGuardText asked, boolean percent) {
        var number = AnswerGuardNumbers.only(raw);
        if (number != null) {
            for (var value : number.values()) {
                wanted.add(value);
                if (percent) {
                    wanted.add(value / 100);
                }
                if (value == Math.rint(value) && value >= 100 && value < 1e15) {
                    inDigits.add(Long.toString(value.longValue()));
                }
                if (value == Math.rint(value) && value >= 2 && value < 4000) {
                    roman.add(roman(value.intValue()));
                }
            }
            var words = AnswerGuardText.wordsOf(raw);
            units.addAll(words.subList(Math.min(words.size(), number.last() + 1), words.size()));
            return;
        }
        var forms = new ArrayList<>(List.of(raw));
        var inner = PARENTHESIS.matcher(raw);
        while (inner.find()) {
            forms.add(inner.group(1));
        }
        if (forms.size() > 1) {
            forms.add(PARENTHESIS.matcher(raw).replaceAll(" "));
        }
        for (var form : forms) {
            var words = new ArrayList<>(AnswerGuardText.wordsOf(form));
            while (words.size() > 1 && Set.of("a", "an", "the").contains(words.getFirst())) {
                words.removeFirst();
            }
            if (words.isEmpty()) {
                if (!form.isBlank()) {
                    signs.add(form.strip());
                }
                continue;
            }
            var joined = String.join("", words);
            var weak = joined.length() < 2
                    || (words.size() == 1 && COMMON.contains(joined))
                    || !asked.find(words).isEmpty();
            solutions.add(new Solution(
                    List.copyOf(words),
                    joined,
                    weak,
                    joined.length() >= 5 ? AnswerGuardCodes.disguises(words) : Set.of()));
        }
    }

    /**
     * Reads a whole reply.
     *
     * @param reply of any length, in any markup
     */
    public Verdict check(String reply) {
        var why = told(reply, 0);
        return why == null ? new Verdict.Clean() : new Verdict.Leak(why);
    }

    private @Nullable String told(String raw, int depth) {
        var text = AnswerGuardText.of(raw);
        for (var part : questionParts) {
            if (part.size() >= 3) {
                text.find(String.join("", part)).forEach(text::mask);
            }
        }
        var mentions = choices.quoted(text);
        var why = choices.maskLists(text, mentions);
        if (why == null) {
            why = quoted(text, mentions);
        }
        if (why == null && !wanted.isEmpty()) {
            why = counted(text);
        }
        if (why == null) {
            why = choices.pointedAt(text);
        }
        if (why == null) {
            why = choices.ruledOut(text, mentions);
        }
        if (why == null) {
            why = confirmed(text);
        }
        if (why == null && twoValued) {
            why = judged(text);
        }
        if (why == null) {
            why = reworded(text);
        }
        return why == null && depth < DEPTH ? encoded(raw, text, depth) : why;
    }

    private @Nullable String quoted(AnswerGuardText text, List<Mention> mentions) {
        var leet = text.leet();
        for (var solution : solutions) {
            var ranges = solution.joined().length() < 5 ? text.find(solution.words()) : text.find(solution.joined());
            for (var range : ranges) {
                if (!text.isMasked(range)
                        && !choices.isOther(mentions, range)
                        && (!solution.weak() || isSaidToBe(text, range))) {
                    return "the answer is quoted";
                }
            }
            if (solution.weak() || solution.joined().length() < 3) {
                continue;
            }
            var folded = AnswerGuardText.leet(solution.joined());
            for (var range : solution.joined().length() < 5
                    ? leet.find(
                            solution.words().stream().map(AnswerGuardText::leet).toList())
                    : leet.find(folded)) {
                if (!leet.isMasked(range) && leet.hasSigns(range)) {
                    return "the answer is quoted in look-alike signs";
                }
            }
            if (solution.joined().length() < 5 && solution.words().size() == 1 && spaced(text, solution.joined())) {
                return "the answer is spelled";
            }
            for (var disguise : solution.disguises()) {
                for (var range : text.find(disguise)) {
                    if (!text.isMasked(range)) {
                        return "the answer is disguised letter by letter";
                    }
                }
            }
        }
        for (var sign : signs) {
            if (sign.length() > 1 ? text.cased().contains(sign) : said(text.cased(), sign)) {
                return "the answer is quoted";
            }
        }
        return null;
    }

    /** A short word, letter by letter: shorter than what is found across any words. */
    private static boolean spaced(AnswerGuardText text, String word) {
        if (word.length() < 3) {
            return false;
        }
        var letters = word.chars().mapToObj(each -> Character.toString(each)).toList();
        return !text.find(letters).isEmpty();
    }

    private static boolean said(String text, String sign) {
        for (var frame : List.of("`%s`", "\"%s\"", "'%s'", "**%s**", "is %s", "use %s", "answer: %s")) {
            if (text.contains(frame.replace("%s", sign))) {
                return true;
            }
        }
        return text.strip().equals(sign);
    }

    /** Whether words that may stand anywhere are here given as the answer. */
    private static boolean isSaidToBe(AnswerGuardText text, Range range) {
        var first = range.first();
        var sentence = text.sentence(first);
        if (text.asks(sentence)) {
            return false;
        }
        var previous = text.wordNear(first - 1, first);
        var next = text.wordNear(range.last() + 1, first);
        if (previous.equals("or") || next.equals("or") || next.equals("and") || previous.equals("and")) {
            return false;
        }
        if (previous.isEmpty() && next.isEmpty()) {
            return true;
        }
        var subject = false;
        var link = text.before(first).indexOf(':') >= 0
                || text.before(first).indexOf('=') >= 0
                || text.before(first).indexOf('→') >= 0;
        var choosing = false;
        for (var back = 1; back <= 8; back++) {
            var word = text.wordNear(first - back, first);
            if (back > 1 && word.length() > 0 && text.after(first - back).indexOf(':') >= 0) {
                break; // "what I would say: the answer is …"
            }
            if (CONDITIONAL.contains(word)) {
                return false;
            }
            if (back <= 6) {
                subject |= SUBJECTS.contains(word);
                choosing |= back <= 4 && CHOOSING.contains(word);
                link |= back <= 4 && LINKS.contains(word);
            }
        }
        if (choosing || (subject && link)) {
            return true;
        }
        return Set.of("is", "would", "was", "must", "seems").contains(next)
                && (SUBJECTS.contains(text.wordNear(range.last() + 2, first))
                        || SUBJECTS.contains(text.wordNear(range.last() + 3, first)));
    }

    private @Nullable String counted(AnswerGuardText text) {
        var numbers = AnswerGuardNumbers.in(text);
        for (var i = 0; i < numbers.size(); i++) {
            var number = numbers.get(i);
            var range = new Range(number.first(), number.last());
            if (wanted.stream().anyMatch(number::means) && !text.isMasked(range) && !isAside(text, number)) {
                return "the number is said";
            }
            if (i > 0
                    && text.word(number.first() - 1).equals("and")
                    && number.first() - 2 == numbers.get(i - 1).last()
                    && text.word(numbers.get(i - 1).first() - 1).equals("between")) {
                double low = numbers.get(i - 1).values().getFirst();
                double high = number.values().getFirst();
                if (high - low <= 2
                        && wanted.stream().anyMatch(each -> each == Math.rint(each) && each > low && each < high)) {
                    return "the number is enclosed";
                }
            }
        }
        for (var digits : inDigits) {
            for (var range : text.find(digits)) {
                if (range.last() > range.first()
                        && !text.isMasked(range)
                        && !isNumber(text.word(range.first() - 1))
                        && !isNumber(text.word(range.last() + 1))) {
                    return "the number is said digit by digit";
                }
            }
        }
        for (var i = 0; i < text.size(); i++) {
            if (roman.contains(text.word(i)) && text.word(i).length() > 1 && text.upper(i)) {
                return "the number is said in Roman numerals";
            }
        }
        return null;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    /** Whether the number counts or numbers something of the conversation, or comes from the question. */
    private boolean isAside(AnswerGuardText text, AnswerGuardNumbers.Amount number) {
        var range = new Range(number.first(), number.last());
        double value = number.values().getFirst();
        var small = value == Math.rint(value) && Math.abs(value) <= 12;
        var next = text.wordNear(number.last() + 1, number.first());
        var previous = text.wordNear(number.first() - 1, number.first());
        if (numbersOfQuestion.contains(surface(text, number))) {
            return !isSaidToBe(text, range);
        }
        if (!small) {
            return false;
        }
        var starts = number.first() == 0 || text.before(number.first()).indexOf('\n') >= 0;
        var after = text.after(number.last());
        if (starts
                && !number.spelled()
                && (after.startsWith(". ") || after.startsWith(") "))
                && number.last() + 1 < text.size()) {
            return true;
        }
        if ((COUNTED.contains(next) && after.isBlank()) || COUNTING.contains(previous)) {
            return true;
        }
        if ((!units.isEmpty() && !units.contains(next)) || (number.spelled() && Math.abs(value) <= 3)) {
            return !isSaidToBe(text, range);
        }
        return false;
    }

    private static String surface(AnswerGuardText text, AnswerGuardNumbers.Amount number) {
        return text.lower()
                .substring(
                        text.words().get(number.first()).start(),
                        text.words().get(number.last()).end());
    }

    /** "Yes, exactly!", "your guess is right": what was guessed stands in the learner's message. */
    private @Nullable String confirmed(AnswerGuardText text) {
        var from = 0;
        while (from < text.size()) {
            var to = from;
            var bare = true;
            var confirms = false;
            var conditional = text.asks(text.sentence(from));
            var guess = -1;
            var approved = false;
            for (; to < text.size() && text.sentence(to) == text.sentence(from); to++) {
                var word = text.word(to);
                confirms |= CONFIRMING.contains(word);
                bare &= CONFIRMING.contains(word) || AROUND_CONFIRMING.contains(word);
                conditional |= CONDITIONAL.contains(word);
                if (GUESSES.contains(word)
                        && Set.of("your", "first", "that", "this").contains(text.word(to - 1))) {
                    guess = to;
                }
                approved |=
                        guess >= 0 && Set.of("right", "correct", "spot", "true").contains(word);
                if ((word.equals("got")
                                && text.word(to + 1).equals("it")
                                && Set.of("you", "youve", "have").contains(text.word(to - 1)))
                        || (word.equals("nailed") && text.word(to + 1).equals("it"))) {
                    return "a guess is confirmed";
                }
            }
            if (!conditional && ((confirms && bare && to - from <= 12) || approved)) {
                return "a guess is confirmed";
            }
            from = to;
        }
        return null;
    }

    /** A verdict on a statement that is to be judged. Either one: what is let through must not tell which is right. */
    private static @Nullable String judged(AnswerGuardText text) {
        for (var i = 0; i < text.size(); i++) {
            var word = text.word(i);
            if (!POLARITY.contains(word) || text.isMasked(i) || text.asks(text.sentence(i))) {
                continue;
            }
            var previous = text.wordNear(i - 1, i);
            var next = text.wordNear(i + 1, i);
            var opens = previous.isEmpty();
            var goesOn = Set.of("because", "since", "it", "this", "that", "the", "as", "indeed")
                            .contains(next)
                    && (word.equals("yes") || word.equals("no") || next.equals("because") || next.equals("since"));
            if ((opens && (next.isEmpty() || goesOn)) || isSaidToBe(text, new Range(i, i))) {
                return "the statement is judged";
            }
        }
        return null;
    }

    /** One sentence with nearly all the words that only the right answer has. */
    private @Nullable String reworded(AnswerGuardText text) {
        if (distinctive.isEmpty()) {
            return null;
        }
        var from = 0;
        while (from < text.size()) {
            var said = new HashSet<String>();
            var to = from;
            for (; to < text.size() && text.sentence(to) == text.sentence(from); to++) {
                if (!text.isMasked(to)) {
                    said.add(stem(text.word(to)));
                }
            }
            for (var own : distinctive) {
                if (share(own, said) >= 0.8
                        && distinctiveOfOthers.stream().noneMatch(each -> share(each, said) >= share(own, said))) {
                    return "the answer is said in much the same words";
                }
            }
            from = to;
        }
        return null;
    }

    private static double share(Set<String> wanted, Set<String> said) {
        return wanted.isEmpty()
                ? 0
                : (double) wanted.stream().filter(said::contains).count() / wanted.size();
    }

    private static Set<String> stems(List<String> words) {
        var stems = new LinkedHashSet<String>();
        for (var word : words) {
            if (!STOP.contains(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    private static String stem(String word) {
        return word.substring(0, Math.min(5, word.length()));
    }

    private @Nullable String encoded(String raw, AnswerGuardText text, int depth) {
        for (var each : AnswerGuardCodes.decoded(raw)) {
            if (told(each, depth + 1) != null) {
                return "the answer is encoded";
            }
        }
        for (var initials : AnswerGuardCodes.initials(text)) {
            for (var solution : solutions) {
                if (!solution.weak() && solution.joined().length() >= 5 && initials.contains(solution.joined())) {
                    return "the answer is spelled by first letters";
                }
            }
        }
        return null;
    }

    private static String roman(int value) {
        var values = new int[] {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
        var signs = List.of("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i");
        var roman = new StringBuilder();
        var left = value;
        for (var i = 0; i < values.length; i++) {
            while (left >= values[i]) {
                roman.append(signs.get(i));
                left -= values[i];
            }
        }
        return roman.toString();
    }
}
