/** An identity provider in this process, on the tables of Supabase Auth. */
@NullMarked
package dev.chiron.tutor.identity.embedded;

import org.jspecify.annotations.NullMarked;
