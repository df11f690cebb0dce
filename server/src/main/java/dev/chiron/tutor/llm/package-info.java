/** The port to a language model: what is asked, what streams back, and how it can fail. */
@NullMarked
package dev.chiron.tutor.llm;

import org.jspecify.annotations.NullMarked;
