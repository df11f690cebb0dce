package dev.chiron.tutor.chat.stream;

/** An event and where it stands in its turn. */
public record StreamedEvent(EventPosition position, TurnEvent event) {}
