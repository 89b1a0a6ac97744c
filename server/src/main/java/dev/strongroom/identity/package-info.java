/// API clients: their secrets, roles, purposes and address ranges, and who is calling.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "keys", "ledger"})
@NullMarked
package dev.strongroom.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
