/** AG-UI 1.0 for Java: what a server reads from and writes to an AG-UI client. */
@NullMarked
package dev.chiron.agui;

import org.jspecify.annotations.NullMarked;
