package dev.chiron.tutor.curriculum.store;

import dev.chiron.tutor.platform.TrackId;

/**
 * A track in a list.
 *
 * @param minutes how long all of its units together are expected to take
 */
public record TrackSummary(TrackId id, String title, String description, int unitCount, int minutes) {}
