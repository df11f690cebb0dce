/** The log's rows. */
@NullMarked
package dev.chiron.tutor.audit.store;

import org.jspecify.annotations.NullMarked;
