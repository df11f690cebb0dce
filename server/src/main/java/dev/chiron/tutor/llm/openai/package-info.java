/** Any OpenAI-compatible model behind the port. */
@NullMarked
package dev.chiron.tutor.llm.openai;

import org.jspecify.annotations.NullMarked;
