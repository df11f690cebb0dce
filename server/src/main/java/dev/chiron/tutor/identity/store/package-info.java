/** The accounts' rows. */
@NullMarked
package dev.chiron.tutor.identity.store;

import org.jspecify.annotations.NullMarked;
