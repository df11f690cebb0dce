/** Small stand-ins for other people's servers. */
@NullMarked
package dev.chiron.tutor.fake;

import org.jspecify.annotations.NullMarked;
