package dev.chiron.tutor.chat.stream;

import java.util.List;

/** Reads a turn's stored events; whoever subscribes brings one that may read exactly what they may see. */
@FunctionalInterface
public interface EventReader {

    /** What is stored after a position, in order. */
    List<StreamedEvent> after(EventPosition position);
}
