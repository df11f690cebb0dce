/** Notes that a model sums up: a REST API, one durable workflow, one table that shows each person their own rows. */
@NullMarked
package dev.chiron.examples.summaries;

import org.jspecify.annotations.NullMarked;
