/** What the chat shows besides text: thirteen components, what a learner answers to them, and the keys that grade it. */
@NullMarked
package dev.chiron.tutor.component;

import org.jspecify.annotations.NullMarked;
