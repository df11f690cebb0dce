/** Servers that are killed, ended and started again as processes of their own. */
@NullMarked
package dev.chiron.tutor.chaos;

import org.jspecify.annotations.NullMarked;
