/** Starting, completing and reading progress over HTTP. */
@NullMarked
package dev.chiron.tutor.learning.api;

import org.jspecify.annotations.NullMarked;
