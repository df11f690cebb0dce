/** What was done to accounts, and by whom: written down where nobody changes it. */
@NullMarked
package dev.chiron.tutor.audit;

import org.jspecify.annotations.NullMarked;
