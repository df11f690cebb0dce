/** The chat over HTTP and AG-UI: checks, stores, subscribes, encodes; never decides. */
@NullMarked
package dev.chiron.tutor.chat.api;

import org.jspecify.annotations.NullMarked;
