/// Encrypted backups of the whole database, and restore.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "keys", "ledger", "identity", "vault"})
@NullMarked
package dev.strongroom.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
