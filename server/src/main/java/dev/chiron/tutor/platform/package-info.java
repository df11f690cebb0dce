/** What every other module stands on: ids, errors, settings, and the database and Temporal they run against. */
@NullMarked
package dev.chiron.tutor.platform;

import org.jspecify.annotations.NullMarked;
