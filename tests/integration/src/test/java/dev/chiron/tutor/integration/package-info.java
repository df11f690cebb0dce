/** The key flows of the tutor against a live API, a live database and a live Temporal server. */
@NullMarked
package dev.chiron.tutor.integration;

import org.jspecify.annotations.NullMarked;
