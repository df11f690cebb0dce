package dev.chiron.embedded;

import io.temporal.internal.testservice.TestServicesStarter;
import java.lang.reflect.Field;
import java.util.LinkedList;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The last locks of the test server's clock. The server notes every lock and unlock for its error messages, in a list
 * that it searches from its first entry at each unlock, under the one lock that every call takes. Most entries are never
 * taken out, some ten for each turn of a conversation: a server that runs for days would be slower with each of them. This
 * list is searched from its end, where the entry is, and keeps only the newest.
 */
@SuppressWarnings("JdkObsolete") // the server's field has this type
final class RecentLocks extends LinkedList<@Nullable Object> {

    static final int KEPT = 512;

    private static final long serialVersionUID = 1L;

    /**
     * Puts such a list into the server's clock.
     *
     * @throws EmbeddedException if this version of the server has no such list; see {@code InProcessTemporalTest}
     */
    static RecentLocks keepIn(TestServicesStarter services) {
        try {
            Object clock = field(services.getClass(), "selfAdvancingTimer").get(services);
            Lock lock = (Lock) field(clock.getClass(), "lock").get(clock);
            Field list = field(clock.getClass(), "lockEvents");
            RecentLocks recent = new RecentLocks();
            lock.lock();
            try {
                recent.addAll((LinkedList<?>) list.get(clock));
                list.set(clock, recent);
            } finally {
                lock.unlock();
            }
            return recent;
        } catch (ReflectiveOperationException problem) {
            throw new EmbeddedException(
                    "This version of Temporal's test server keeps its locks another way: " + problem.getMessage(),
                    problem);
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public boolean add(@Nullable Object event) {
        if (size() >= KEPT) {
            removeFirst();
        }
        return super.add(event);
    }

    /** True also for one that is no longer kept: the server takes false for an unlock without its lock. */
    @Override
    public boolean remove(@Nullable Object event) {
        removeLastOccurrence(event);
        return true;
    }
}
