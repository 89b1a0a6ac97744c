/// The company's own sign-in (OpenID Connect Core 1.0): who somebody is there, and whose account that is here.
@NullMarked
package dev.strongroom.identity.company;

import org.jspecify.annotations.NullMarked;
