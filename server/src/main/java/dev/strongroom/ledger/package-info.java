/// The tamper-evident log: append, sequence, sign, serve tiles and proofs, and check itself.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "keys", "pages"})
@NullMarked
package dev.strongroom.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
