/** The kit tested with raw clients, misbehaving servers and a small application of its own. */
@NullMarked
package dev.chiron.testkit;

import org.jspecify.annotations.NullMarked;
