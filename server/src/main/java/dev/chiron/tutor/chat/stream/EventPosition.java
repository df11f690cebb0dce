package dev.chiron.tutor.chat.stream;

/**
 * Where an event stands in its turn. Every attempt to answer has an epoch of its own and counts its events from 1;
 * a later epoch stands after all of an earlier one.
 */
public record EventPosition(int epoch, int number) implements Comparable<EventPosition> {

    /** Before everything. */
    public static final EventPosition START = new EventPosition(0, 0);

    private static final int EPOCH_SHIFT = 32;

    /** As it is stored: {@code epoch * 2^32 + number}. */
    public long value() {
        return ((long) epoch << EPOCH_SHIFT) | number;
    }

    public static EventPosition of(long value) {
        return new EventPosition((int) (value >>> EPOCH_SHIFT), (int) value);
    }

    @Override
    public int compareTo(EventPosition other) {
        return Long.compare(value(), other.value());
    }
}
