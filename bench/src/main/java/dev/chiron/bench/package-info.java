/** Load generators and measurements, from outside of the server. */
@NullMarked
package dev.chiron.bench;

import org.jspecify.annotations.NullMarked;
