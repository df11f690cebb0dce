/** A Supabase-shaped Postgres and a Temporal server that need no installation. */
@NullMarked
package dev.chiron.embedded;

import org.jspecify.annotations.NullMarked;
