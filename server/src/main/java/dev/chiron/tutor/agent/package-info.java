/** The tutor's mind: from a learner's message to a reply. Knows no Temporal, no SQL, no HTTP. */
@NullMarked
package dev.chiron.tutor.agent;

import org.jspecify.annotations.NullMarked;
