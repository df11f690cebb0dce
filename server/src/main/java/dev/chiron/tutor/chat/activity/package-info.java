/** The side effects of a turn, one each and safe to repeat: what is said and shown, and its end. */
@NullMarked
package dev.chiron.tutor.chat.activity;

import org.jspecify.annotations.NullMarked;
