/** All rows of one learner: read, and deleted. */
@NullMarked
package dev.chiron.tutor.account.store;

import org.jspecify.annotations.NullMarked;
