/** A tutor that needs no model: it answers from the stored snippets, and says so. */
@NullMarked
package dev.chiron.tutor.llm.offline;

import org.jspecify.annotations.NullMarked;
