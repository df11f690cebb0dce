/** Sign-up, login and refresh over HTTP, and the check of access tokens. */
@NullMarked
package dev.chiron.tutor.identity.api;

import org.jspecify.annotations.NullMarked;
