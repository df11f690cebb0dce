/** Who a request comes from, and the database session in which that learner's rows are reached. */
@NullMarked
package dev.chiron.tutor.identity;

import org.jspecify.annotations.NullMarked;
