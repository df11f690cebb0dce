/** How what stands in rows comes to workflows, also after an outage of Temporal or the end of a process. */
@NullMarked
@NamedInterface("dispatch")
package dev.chiron.tutor.platform.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
