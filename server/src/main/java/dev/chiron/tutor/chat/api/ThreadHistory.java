package dev.chiron.tutor.chat.api;

import dev.chiron.agui.Message;
import dev.chiron.tutor.chat.store.ChatStore;
import dev.chiron.tutor.chat.store.MessageRole;
import dev.chiron.tutor.chat.store.ThreadEntry;
import dev.chiron.tutor.platform.ApiException;
import dev.chiron.tutor.platform.InteractionId;
import dev.chiron.tutor.platform.MessageId;
import dev.chiron.tutor.platform.TurnId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A client's history, held by message id against the thread that the server keeps: what is new in it, and where it
 * leaves the thread. The thread is the server's. A client takes something back by leaving it out, but only what it has
 * seen: what came while it was away is kept, and so is whatever a path or the server said of itself.
 *
 * @param said what the learner says now, in order; empty for nothing
 * @param cut stored messages that are no part of the thread any more, in order
 * @param again what the learner said before and wants answered once more; null for nothing
 * @param behind the client shows less or other than the thread has
 */
record ThreadHistory(
        List<Message.UserMessage> said,
        List<MessageId> cut,
        @Nullable ThreadEntry again,
        boolean behind) {

    ThreadHistory {
        said = List.copyOf(said);
        cut = List.copyOf(cut);
    }

    /**
     * Reconciles.
     *
     * @param stored of the thread, in order, from the first message on that the client names; with superseded ones
     * @param history the client's messages
     * @param lastSeen id of the newest message that the client says it was shown; null when it does not say: then it has
     *     seen all
     * @throws ApiException 409 {@code not_editable} when the client changes what a path said, asked or waits for
     */
    static ThreadHistory of(List<ThreadEntry> stored, List<Message> history, @Nullable String lastSeen) {
        return new Reconciliation(stored, history, lastSeen).result();
    }

    /** The ids by which the history's messages may be stored. */
    static Set<String> ids(List<Message> history) {
        return history.stream().map(Message::id).collect(Collectors.toSet());
    }

    /** The interactions that the history's tool messages answer. */
    static Set<InteractionId> answered(List<Message> history) {
        return history.stream()
                .filter(Message.ToolMessage.class::isInstance)
                .map(message -> interaction((Message.ToolMessage) message))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static @Nullable InteractionId interaction(Message.ToolMessage message) {
        try {
            return new InteractionId(UUID.fromString(message.toolCallId()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static final class Reconciliation {

        private final List<ThreadEntry> thread;
        private final List<Message> history;
        private final Map<String, ThreadEntry> byId = new HashMap<>();
        private final Map<InteractionId, ThreadEntry> byAnswered = new HashMap<>();
        private final Set<String> supersededIds = new HashSet<>();

        /** Up to where the client has seen the thread, as it says; null when it says nothing that we understand. */
        private final @Nullable Long marker;

        private final Set<ThreadEntry> known = new HashSet<>();
        private final Map<String, Message.UserMessage> said = new LinkedHashMap<>();
        private final List<ThreadEntry> edited = new ArrayList<>();
        private final List<ApiException.Detail> refused = new ArrayList<>();
        private boolean talks;
        private boolean foreignEnd;
        private boolean stale;

        Reconciliation(List<ThreadEntry> stored, List<Message> history, @Nullable String lastSeen) {
            this.thread = stored.stream().filter(each -> !each.superseded()).toList();
            this.history = history;
            Long seen = null;
            for (var each : stored) {
                if (each.wireId().equals(lastSeen)) {
                    seen = each.position();
                }
                if (each.superseded()) {
                    supersededIds.add(each.wireId());
                } else {
                    byId.put(each.wireId(), each);
                    if (each.answers() != null) {
                        byAnswered.put(each.answers(), each);
                    }
                }
            }
            this.marker = seen;
        }

        ThreadHistory result() {
            for (var i = 0; i < history.size(); i++) {
                look(history.get(i), i);
            }
            if (!refused.isEmpty()) {
                throw ApiException.conflict(
                        "not_editable", "What belongs to a learning path stays as it is.", List.copyOf(refused));
            }
            var cut = cut();
            var last = lastKnown();
            var again = again(cut, last);
            if (again != null) {
                // What is answered once more loses its answer, also one that no client can leave out.
                thread.stream()
                        .filter(each -> each.unsent() && !each.fixed() && each.position() > again.position())
                        .forEach(cut::add);
            }
            return new ThreadHistory(
                    List.copyOf(said.values()),
                    thread.stream().filter(cut::contains).map(ThreadEntry::id).toList(),
                    again,
                    (talks || !cut.isEmpty()) && (stale || lacks(cut)));
        }

        /** Whether there is something that the client does not show; older than all that it shows does not count. */
        private boolean lacks(Set<ThreadEntry> cut) {
            var first = known.stream().mapToLong(ThreadEntry::position).min().orElse(0);
            return thread.stream()
                    .anyMatch(each ->
                            each.position() > first && !each.unsent() && !known.contains(each) && !cut.contains(each));
        }

        private void look(Message message, int index) {
            var entry = find(message);
            if (entry == null) {
                if (message instanceof Message.UserMessage user) {
                    lookNew(user, index);
                } else if (message instanceof Message.AssistantMessage) {
                    // A reply under an id that is not ours stands where ours would: nothing was left out there.
                    var old = supersededIds.contains(message.id());
                    foreignEnd |= !old;
                    stale |= old;
                }
                return;
            }
            if (entry.role() != MessageRole.TOOL) {
                talks = true;
                foreignEnd = false;
            }
            if (message instanceof Message.UserMessage user && differs(user, entry) && hasSeen(entry)) {
                edit(user, entry, index);
            } else if (!(message instanceof Message.UserMessage user && differs(user, entry))) {
                known.add(entry);
            } else {
                stale = true;
            }
        }

        private @Nullable ThreadEntry find(Message message) {
            var entry = byId.get(message.id());
            if (entry == null && message instanceof Message.ToolMessage tool) {
                var answered = interaction(tool);
                return answered == null ? null : byAnswered.get(answered);
            }
            return entry;
        }

        private void lookNew(Message.UserMessage user, int index) {
            if (Said.words(user).isBlank()) {
                return;
            }
            // What was superseded stays so in a stale history; at its very end it is what the learner says now.
            if (supersededIds.contains(user.id()) && index < history.size() - 1) {
                stale = true;
                return;
            }
            said.putIfAbsent(user.id(), user);
        }

        private static boolean differs(Message.UserMessage user, ThreadEntry entry) {
            var words = Said.words(user);
            return entry.role() == MessageRole.USER
                    && !words.isBlank()
                    && !ChatStore.digest(words).equals(entry.digest());
        }

        private boolean hasSeen(ThreadEntry entry) {
            return marker == null || entry.position() <= marker;
        }

        private void edit(Message.UserMessage user, ThreadEntry entry, int index) {
            if (entry.fixed()) {
                refused.add(new ApiException.Detail(
                        "messages[" + index + "].content", "belongs to a learning path and cannot be changed"));
            } else if (said.putIfAbsent(user.id(), user) == null) {
                edited.add(entry);
            }
        }

        private @Nullable ThreadEntry lastKnown() {
            return known.stream()
                    .max(Comparator.comparingLong(ThreadEntry::position))
                    .orElse(null);
        }

        /** What the client has seen and does not have any more, and what it edits with all that follows. */
        private Set<ThreadEntry> cut() {
            var from = firstCut();
            var cut = new LinkedHashSet<ThreadEntry>();
            var takenBack = new HashSet<TurnId>();
            var unasked = new HashSet<MessageId>();
            for (var each : thread) {
                if (each.position() < from || each.fixed()) {
                    continue;
                }
                var goes =
                        switch (each.role()) {
                            case USER -> hasSeen(each);
                            // A reply to what is taken back goes with it, seen or not.
                            case ASSISTANT -> (hasSeen(each) && !each.unsent()) || takenBack.contains(each.turn());
                            // An answer is given once: it goes only with its question.
                            case TOOL -> hasSeen(each) && each.asked() != null && unasked.contains(each.asked());
                        };
                if (goes) {
                    cut.add(each);
                    if (each.role() == MessageRole.ASSISTANT) {
                        unasked.add(each.id());
                    } else {
                        takenBack.add(each.turn());
                    }
                }
            }
            return cut;
        }

        private long firstCut() {
            var edit = edited.stream().mapToLong(ThreadEntry::position).min().orElse(Long.MAX_VALUE);
            if (foreignEnd) {
                return edit;
            }
            var last = lastKnown();
            if (talks && last != null) {
                return Math.min(edit, last.position() + 1);
            }
            // Who knows the thread, as it says, and has nothing of it left, begins it anew.
            var anew = !talks && known.isEmpty() && marker != null && !said.isEmpty();
            return anew ? 0 : edit;
        }

        private @Nullable ThreadEntry again(Set<ThreadEntry> cut, @Nullable ThreadEntry last) {
            if (!said.isEmpty() || !talks || foreignEnd || last == null || last.fixed()) {
                return null;
            }
            var learners = last.role() != MessageRole.ASSISTANT;
            var unanswered = !cut.isEmpty() || last.equals(thread.getLast());
            return learners && unanswered ? last : null;
        }
    }
}
