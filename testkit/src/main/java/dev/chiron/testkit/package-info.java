/** The kit that integration tests are written with. */
@NullMarked
package dev.chiron.testkit;

import org.jspecify.annotations.NullMarked;
