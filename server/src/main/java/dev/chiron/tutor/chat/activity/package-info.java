/** The side effects of a turn, one each and safe to repeat. */
@NullMarked
package dev.chiron.tutor.chat.activity;

import org.jspecify.annotations.NullMarked;
