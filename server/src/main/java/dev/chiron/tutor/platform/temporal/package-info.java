/** Which Temporal this process uses, and the life of its workers. */
@NullMarked
package dev.chiron.tutor.platform.temporal;

import org.jspecify.annotations.NullMarked;
