/** What a learner may do with all of theirs at once: take it with them, and end it. */
@NullMarked
package dev.chiron.tutor.account;

import org.jspecify.annotations.NullMarked;
