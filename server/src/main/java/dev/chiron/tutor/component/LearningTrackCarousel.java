package dev.chiron.tutor.component;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tracks to choose one from.
 *
 * @param tracks 1–20, with different ids
 */
public record LearningTrackCarousel(List<TrackCard> tracks) implements Component {

    /**
     * A track on offer.
     *
     * @param trackId 1–200 characters
     * @param title 1–200 characters
     * @param description 1–4,000 characters
     * @param imageUrl http or https, at most 2,000 characters
     * @param tags at most 10, each 1–50 characters
     */
    public record TrackCard(
            String trackId,
            String title,
            String description,
            @Nullable String imageUrl,
            @Nullable List<String> tags) {}

    /** @throws InvalidComponentException with all that is wrong */
    public LearningTrackCarousel {
        var problems = new Problems();
        tracks = problems.list("tracks", tracks, 1, Limits.CHOICES_MAX);
        for (var i = 0; i < tracks.size(); i++) {
            var at = Problems.at("tracks", i);
            var track = tracks.get(i);
            problems.id(at + ".track_id", track.trackId());
            problems.text(at + ".title", track.title(), Limits.LABEL_LENGTH);
            problems.text(at + ".description", track.description(), Limits.TEXT_LENGTH);
            problems.optionalLink(at + ".image_url", track.imageUrl());
            problems.tags(at + ".tags", track.tags());
        }
        problems.distinct("tracks", tracks, "track_id", TrackCard::trackId);
        problems.throwForComponent();
    }

    @Override
    public ComponentKind kind() {
        return ComponentKind.LEARNING_TRACK_CAROUSEL;
    }
}
