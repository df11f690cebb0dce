/** Which Postgres this process uses, its connection pools and its migrations. */
@NullMarked
@NamedInterface("database")
package dev.chiron.tutor.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
