/** An identity provider that asks a Supabase project's Auth server. */
@NullMarked
package dev.chiron.tutor.identity.supabase;

import org.jspecify.annotations.NullMarked;
