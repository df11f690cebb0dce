/** The application's integration tests, everything live but the model. */
@NullMarked
package dev.chiron.examples.summaries;

import org.jspecify.annotations.NullMarked;
