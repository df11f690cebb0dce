/** The learner's page out of the jar: at which addresses it is, how long it may be kept, and what it may do. */
@NullMarked
package dev.chiron.tutor.page;

import org.jspecify.annotations.NullMarked;
