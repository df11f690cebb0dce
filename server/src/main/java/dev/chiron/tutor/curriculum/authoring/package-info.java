/** What teachers send, and the rules that it has to keep before it is stored. */
@NullMarked
package dev.chiron.tutor.curriculum.authoring;

import org.jspecify.annotations.NullMarked;
