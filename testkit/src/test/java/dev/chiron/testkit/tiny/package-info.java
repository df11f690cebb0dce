/** A small application with everything the kit looks at: one run, one workflow, one activity, one table. */
@NullMarked
package dev.chiron.testkit.tiny;

import org.jspecify.annotations.NullMarked;
