/// Transparency log: RFC 6962 hashing, C2SP tiles, checkpoints and proofs, and a verifier that needs no server.
@NullMarked
package dev.strongroom.core.tlog;

import org.jspecify.annotations.NullMarked;
