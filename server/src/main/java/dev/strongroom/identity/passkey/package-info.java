/// Passkeys of people: public keys of devices that verify who holds them (W3C Web Authentication, level 3).
@NullMarked
package dev.strongroom.identity.passkey;

import org.jspecify.annotations.NullMarked;
