/** The kit that integration tests are written with: one warm live stack, its test doubles and the eyes to look at it. */
@NullMarked
package dev.chiron.testkit;

import org.jspecify.annotations.NullMarked;
