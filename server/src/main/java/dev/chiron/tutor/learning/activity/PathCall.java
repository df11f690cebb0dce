package dev.chiron.tutor.learning.activity;

import dev.chiron.tutor.platform.LearnerId;
import dev.chiron.tutor.platform.TrackId;

/** The path that an activity works on: one learner on one track. */
public record PathCall(LearnerId learnerId, TrackId trackId) {}
