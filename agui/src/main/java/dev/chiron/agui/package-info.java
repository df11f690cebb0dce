/** AG-UI 1.0 for Java: its events, messages and run input, their JSON and SSE forms, and the rules of a legal stream. */
@NullMarked
package dev.chiron.agui;

import org.jspecify.annotations.NullMarked;
