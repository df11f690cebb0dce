/** Tracks and units over HTTP: learners read them, teachers write them. */
@NullMarked
package dev.chiron.tutor.curriculum.api;

import org.jspecify.annotations.NullMarked;
