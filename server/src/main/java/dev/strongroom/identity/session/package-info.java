/// Signing in with several factors, and the sessions that come of it.
@NullMarked
package dev.strongroom.identity.session;

import org.jspecify.annotations.NullMarked;
