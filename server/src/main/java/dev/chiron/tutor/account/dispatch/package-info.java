/** How an account that is to go goes, whatever is away at that moment. */
@NullMarked
package dev.chiron.tutor.account.dispatch;

import org.jspecify.annotations.NullMarked;
