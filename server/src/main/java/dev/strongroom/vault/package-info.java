/// Customers and their records: write, disclose, search and erase, through one door.
@ApplicationModule(
        allowedDependencies = {"config", "database", "web", "keys", "ledger", "catalog", "identity", "access", "pages"})
@NullMarked
package dev.strongroom.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
