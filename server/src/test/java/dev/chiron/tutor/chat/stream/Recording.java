package dev.chiron.tutor.chat.stream;

import dev.chiron.tutor.platform.TurnId;
import java.util.List;
import java.util.UUID;

/** A publisher to speak into, and what it has published so far. */
public final class Recording implements AutoCloseable {

    private final FakeDatabase database = new FakeDatabase();
    private final Node node = new Node(database, Node.settings());
    private final TurnId turn = new TurnId(UUID.randomUUID());
    private final TurnPublisher publisher = node.publisher(turn, database.begin(turn));

    /** Publishes the turn's only attempt. */
    public TurnPublisher publisher() {
        return publisher;
    }

    /** What has been published, as it is stored, in order. */
    public List<TurnEvent> published() {
        publisher.awaitStored();
        return database.stored(turn).stream().map(StreamedEvent::event).toList();
    }

    @Override
    public void close() {
        publisher.close();
        node.close();
        database.close();
    }
}
