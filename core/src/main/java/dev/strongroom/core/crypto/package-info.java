/// Sealed values, blind indexes, key derivation and key wrapping: the formats specified in docs/formats.
@NullMarked
package dev.strongroom.core.crypto;

import org.jspecify.annotations.NullMarked;
