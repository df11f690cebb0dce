/** The tutor's mind: from a learner's message, or a moment of their path, to words. Knows no Temporal, no SQL, no HTTP. */
@NullMarked
package dev.chiron.tutor.agent;

import org.jspecify.annotations.NullMarked;
