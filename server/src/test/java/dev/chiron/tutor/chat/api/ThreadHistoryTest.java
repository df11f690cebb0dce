package dev.chiron.tutor.chat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chiron.agui.ContentPart;
import dev.chiron.agui.ContentSource;
import dev.chiron.agui.MediaKind;
import dev.chiron.agui.Message;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.chat.store.ThreadEntry;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client's history means for the thread. A thread is written as the ids of its messages: {@code u1} is said by the
 * learner and answered by {@code a1}; {@code t1} answers what {@code a1} asked; {@code p1} belongs to a learning path;
 * {@code x…} before an id: superseded. In a history {@code u1*} has another text than the stored one, and a
 * {@code ?} stands for an assistant's message of an id that the thread does not know.
 */
final class ThreadHistoryTest {

    /**
     * One row of the table.
     *
     * @param seen what the client says it has seen last; empty: it does not say
     * @param said, cut what must come of it
     * @param again empty for none
     */
    private record Case(
            String name,
            String thread,
            String history,
            String seen,
            String said,
            String cut,
            String again,
            boolean behind) {
        @Override
        public String toString() {
            return name + ": [" + thread + "] and [" + history + "]" + (seen.isEmpty() ? "" : " seen " + seen);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                // What is new.
                new Case("a first message", "", "u1", "", "u1", "", "", false),
                new Case("the whole history and a new message", "u1 a1", "u1 a1 u2", "", "u2", "", "", false),
                new Case("only the new message of a client without memory", "u1 a1", "u2", "", "u2", "", "", false),
                new Case("two new messages", "u1 a1", "u1 a1 u2 u3", "", "u2 u3", "", "", false),
                new Case("a new message twice", "u1 a1", "u1 a1 u2 u2", "", "u2", "", "", false),
                new Case("nothing at all", "u1 a1", "", "a1", "", "", "", false),
                new Case("nothing new", "u1 a1", "u1 a1", "", "", "", "", false),
                new Case("nothing new, as it says", "u1 a1", "u1 a1", "a1", "", "", "", false),
                new Case("only the tutor's words, unknown", "u1 a1", "?", "", "", "", "", false),
                new Case("another order", "u1 a1 u2 a2", "u2 a2 u1 a1 u3", "", "u3", "", "", false),
                new Case("the newest part only", "u1 a1 u2 a2", "u2 a2 u3", "", "u3", "", "", false),
                new Case("a gap in the middle", "u1 a1 u2 a2", "u1 u2 a2 u3", "", "u3", "", "", true),
                // Regenerate, and back to before.
                new Case("regenerate", "u1 a1", "u1", "a1", "", "a1", "u1", false),
                new Case("regenerate, without a word of what was seen", "u1 a1", "u1", "", "", "a1", "u1", false),
                new Case("regenerate the second", "u1 a1 u2 a2", "u1 a1 u2", "a2", "", "a2", "u2", false),
                new Case("regenerate once more", "u1 a1 u2 xa2 a3", "u1 a1 u2", "a3", "", "a3", "u2", false),
                new Case("regenerate the first of two", "u1 a1 u2 a2", "u1", "a2", "", "a1 u2 a2", "u1", false),
                new Case("what was never answered is answered", "u1", "u1", "", "", "", "u1", false),
                new Case("cut off, nothing new", "u1 a1 u2 a2", "u1 a1", "a2", "", "u2 a2", "", false),
                new Case("cut off, and on from there", "u1 a1 u2 a2", "u1 a1 u3", "a2", "u3", "u2 a2", "", false),
                new Case("begun anew, as it says", "u1 a1", "u2", "a1", "u2", "u1 a1", "", false),
                new Case("an unknown reply stands where ours would", "u1 a1", "u1 ? u2", "", "u2", "", "", true),
                new Case("an unknown reply at the end", "u1 a1", "u1 ?", "", "", "", "", true),
                // What it has not seen.
                new Case("a dropped line", "u1 a1 u2 a2", "u1 a1 u2", "u2", "", "", "", true),
                new Case("a dropped line, and a new message", "u1 a1", "u1 u2", "u1", "u2", "", "", true),
                new Case("a stale tab", "u1 a1 u2 a2", "u1 a1 u3", "a1", "u3", "", "", true),
                new Case("a stale tab that goes back", "u1 a1 u2 a2", "u1 u3", "a1", "u3", "a1", "", true),
                new Case("what it says it saw is unknown", "u1 a1 u2 a2", "u1 a1 u3", "zz", "u3", "u2 a2", "", false),
                new Case(
                        "seen up to what is superseded",
                        "u1 a1 xu2 xa2 u3 a3",
                        "u1 a1 u2 a2 u4",
                        "a2",
                        "u4",
                        "",
                        "",
                        true),
                // Edits.
                new Case("an edit of the last", "u1 a1 u2 a2", "u1 a1 u2*", "a2", "u2*", "u2 a2", "", false),
                new Case("an edit of the first", "u1 a1 u2 a2", "u1*", "", "u1*", "u1 a1 u2 a2", "", false),
                new Case(
                        "an edit that keeps what follows",
                        "u1 a1 u2 a2",
                        "u1* a1 u2 a2",
                        "",
                        "u1*",
                        "u1 a1 u2 a2",
                        "",
                        false),
                new Case("an edit and a new message", "u1 a1 u2 a2", "u1 a1 u2* u3", "", "u2* u3", "u2 a2", "", false),
                new Case("an edit whose reply it did not see", "u1 a1", "u1*", "u1", "u1*", "u1 a1", "", false),
                new Case(
                        "an old wording in a stale tab",
                        "u1 a1 xu2 xa2 u2 a3",
                        "u1 a1 u2* a2 u4",
                        "a1",
                        "u4",
                        "",
                        "",
                        true),
                new Case("an edit before what was not seen", "u1 a1 u2 a2", "u1*", "a1", "u1*", "u1 a1", "", true),
                // What was superseded.
                new Case("does not come back in the middle", "u1 a1 xu2 xa2", "u1 a1 u2 a2 u3", "", "u3", "", "", true),
                new Case("is said again at the end", "u1 a1 xu2 xa2", "u1 a1 u2", "", "u2", "", "", false),
                // Questions and answers.
                new Case("an answered question", "u1 a1 t1 a2", "u1 a1 t1 a2", "", "", "", "", false),
                new Case("a judgement again", "u1 a1 t1 a2", "u1 a1 t1", "a2", "", "a2", "t1", false),
                new Case("an answer stays with its question", "u1 a1 t1 a2", "u1 a1", "a2", "", "a2", "", true),
                new Case(
                        "an answer goes with its question",
                        "u1 a1 t1 a2",
                        "u1*",
                        "a2",
                        "u1*",
                        "u1 a1 t1 a2",
                        "",
                        false),
                new Case("only an answer, once more", "u1 a1 t1 a2", "t1", "", "", "", "", false),
                // What clients show as an activity and never send back.
                new Case("an activity, and on", "u1 d1", "u1 u2", "d1", "u2", "", "", false),
                new Case("an activity, nothing new", "u1 d1", "u1", "d1", "", "", "", false),
                new Case("an activity in between", "u1 d1 u2 a2", "u1 u2 a2 u3", "a2", "u3", "", "", false),
                new Case("cut off after an activity", "u1 d1 u2 a2", "u1 u3", "a2", "u3", "u2 a2", "", false),
                new Case("again instead of an activity", "u1 d1 u2 a2", "u1", "a2", "", "d1 u2 a2", "u1", false),
                new Case("an activity goes with what asked for it", "u1 d1", "u1*", "d1", "u1*", "u1 d1", "", false),
                // Paths.
                new Case("a path's words stay", "u1 a1 p1 u2 a2", "u1 a1 u3", "a2", "u3", "u2 a2", "", true),
                new Case("a path's words stay after a regenerate", "u1 a1 p1", "u1", "p1", "", "a1", "u1", true),
                new Case("after a path's words, nothing new", "u1 a1 p1", "u1 a1", "p1", "", "", "", true));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @DisplayName("A history says what is new, what is taken back and what is asked again")
    void table(Case each) {
        var thread = thread(each.thread());
        var result =
                ThreadHistory.of(thread, history(each.history()), each.seen().isEmpty() ? null : each.seen());

        assertThat(result.said().stream()
                        .map(message -> message.id() + (message.text().equals("text of " + message.id()) ? "" : "*")))
                .as("said")
                .isEqualTo(names(each.said()));
        assertThat(result.cut())
                .as("cut")
                .isEqualTo(names(each.cut()).stream()
                        .map(name -> active(thread, name).id())
                        .toList());
        assertThat(Optional.ofNullable(result.again()).map(ThreadEntry::wireId).orElse(""))
                .as("again")
                .isEqualTo(each.again());
        assertThat(result.behind()).as("behind").isEqualTo(each.behind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a1"})
    @DisplayName("What belongs to a path cannot be edited: the field is named")
    void pathsAreNotEdited(String seen) {
        var thread = new ArrayList<>(thread("u1 a1"));
        thread.add(entry("u2", 9, MessageRole.USER, false, true));

        var refused = catchThrowableOfType(
                ApiException.class, () -> ThreadHistory.of(thread, history("u1 a1 u2*"), seen.isEmpty() ? null : "u2"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorCode()).isEqualTo("not_editable");
        assertThat(refused.details()).extracting(ApiException.Detail::field).containsExactly("messages[2].content");
    }

    @Test
    @DisplayName("A picture is told in words, and the same picture sent again is no edit")
    void picturesAreWords() {
        var picture = Message.user(
                "u1", List.of(ContentPart.media(MediaKind.IMAGE, new ContentSource.Data("AAAA", "image/png"))));
        assertThat(Said.words(picture)).isEqualTo("[A picture]");
        assertThat(Said.words(Message.user("u1", List.of()))).isNotBlank();
        assertThat(Said.words(Message.user("u1", List.of(ContentPart.text(" ")))))
                .isBlank();
        var stored = new ThreadEntry(
                id("u1"),
                turn("u1"),
                "u1",
                MessageRole.USER,
                1,
                false,
                false,
                false,
                ChatStore.digest("[A picture]"),
                null,
                null);

        var result = ThreadHistory.of(
                List.of(stored, entry("a1", 2, MessageRole.ASSISTANT, false, false)),
                List.of(picture, Message.assistant("a1", "")),
                null);

        assertThat(result.said()).isEmpty();
        assertThat(result.cut()).isEmpty();
    }

    @Test
    @DisplayName(
            "Whatever a client sends: nothing fixed or unseen is cut unless it answers what is taken back, nothing is said twice")
    void anyHistory() {
        var random = RandomGenerator.of("L64X128MixRandom");
        for (var round = 0; round < 5_000; round++) {
            var thread = new ArrayList<ThreadEntry>();
            var ids = new ArrayList<String>(List.of("?"));
            for (var i = 1; i <= random.nextInt(8); i++) {
                ids.add("u" + i);
                ids.add("u" + i + "*");
                ids.add("a" + i);
                var fixed = random.nextInt(5) == 0;
                thread.add(entry("u" + i, 2L * i, MessageRole.USER, random.nextInt(6) == 0, fixed));
                thread.add(entry("a" + i, 2L * i + 1, MessageRole.ASSISTANT, random.nextInt(6) == 0, fixed));
            }
            ids.add("u9");
            var sent = random.ints(random.nextInt(10), 0, ids.size())
                    .mapToObj(ids::get)
                    .toList();
            var seen = random.nextBoolean() || thread.isEmpty()
                    ? null
                    : thread.get(random.nextInt(thread.size())).wireId();
            try {
                var result = ThreadHistory.of(thread, history(String.join(" ", sent)), seen);
                var marker = thread.stream()
                        .filter(each -> each.wireId().equals(seen))
                        .mapToLong(ThreadEntry::position)
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
                var cutTurns = new ArrayList<TurnId>();
                for (var each : thread) {
                    if (result.cut().contains(each.id())) {
                        assertThat(each.fixed() || each.superseded()).isFalse();
                        assertThat(each.position() <= marker || cutTurns.contains(each.turn()))
                                .as("%s of %s, seen %s", each.wireId(), sent, seen)
                                .isTrue();
                        if (each.role() == MessageRole.USER) {
                            cutTurns.add(each.turn());
                        }
                    }
                }
                assertThat(result.cut()).doesNotHaveDuplicates();
                assertThat(result.said()).extracting(Message::id).doesNotHaveDuplicates();
                var left = thread.stream()
                        .filter(each -> !each.superseded() && !result.cut().contains(each.id()))
                        .map(ThreadEntry::wireId)
                        .toList();
                assertThat(left).as("an id names one message of a thread").noneMatch(id -> result.said().stream()
                        .anyMatch(message -> message.id().equals(id)));
                if (sent.isEmpty()) {
                    assertThat(result.cut()).isEmpty();
                }
            } catch (ApiException e) {
                assertThat(e.errorCode()).isEqualTo("not_editable");
            }
        }
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static ThreadEntry active(List<ThreadEntry> thread, String name) {
        return thread.stream()
                .filter(each -> each.wireId().equals(name) && !each.superseded())
                .findFirst()
                .orElseThrow();
    }

    private static List<ThreadEntry> thread(String text) {
        var entries = new ArrayList<ThreadEntry>();
        var learners = "";
        for (var name : names(text)) {
            var superseded = name.startsWith("x");
            var id = superseded ? name.substring(1) : name;
            var role =
                    switch (id.charAt(0)) {
                        case 'u' -> MessageRole.USER;
                        case 't' -> MessageRole.TOOL;
                        default -> MessageRole.ASSISTANT;
                    };
            if (role != MessageRole.ASSISTANT) {
                learners = name;
            }
            var entry = entry(id, entries.size() + 1L, role, superseded, id.startsWith("p"));
            entries.add(new ThreadEntry(
                    superseded ? id(name) : entry.id(),
                    turn(id.startsWith("p") ? id : learners),
                    id,
                    role,
                    entry.position(),
                    superseded,
                    entry.fixed(),
                    id.startsWith("d"),
                    entry.digest(),
                    entry.answers(),
                    entry.asked()));
        }
        return entries;
    }

    private static ThreadEntry entry(String id, long position, MessageRole role, boolean superseded, boolean fixed) {
        var number = id.substring(1);
        return new ThreadEntry(
                id(id),
                turn("u" + number),
                id,
                role,
                position,
                superseded,
                fixed,
                false,
                role == MessageRole.USER ? ChatStore.digest("text of " + id) : null,
                role == MessageRole.TOOL ? new InteractionId(uuid("question " + number)) : null,
                role == MessageRole.TOOL ? id("a" + number) : null);
    }

    private static List<Message> history(String text) {
        return Arrays.stream(text.split(" "))
                .filter(name -> !name.isEmpty())
                .map(ThreadHistoryTest::message)
                .toList();
    }

    private static Message message(String name) {
        return switch (name.charAt(0)) {
            case 'u' -> {
                var id = name.replace("*", "");
                yield Message.user(id, name.equals(id) ? "text of " + id : "another text of " + id);
            }
            case 't' ->
                Message.tool(
                        "local-" + name, uuid("question " + name.substring(1)).toString(), "{}");
            case '?' -> Message.assistant("made by the client", "Hello");
            default -> Message.assistant(name, "whatever the client shows");
        };
    }

    private static MessageId id(String name) {
        return new MessageId(uuid(name));
    }

    private static TurnId turn(@Nullable String name) {
        return new TurnId(uuid("turn of " + name));
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
