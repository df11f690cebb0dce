/** A learner's own data over HTTP. */
@NullMarked
package dev.chiron.tutor.account.api;

import org.jspecify.annotations.NullMarked;
