/** Load generators and measurements. */
@NullMarked
package dev.chiron.bench;

import org.jspecify.annotations.NullMarked;
