/** Which Temporal this process uses, and the life of its workers. */
@NullMarked
@NamedInterface("temporal")
package dev.chiron.tutor.platform.temporal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
