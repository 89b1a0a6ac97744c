/// Decides which level of which field a caller may see for a purpose; what is not granted is denied.
@ApplicationModule(
        allowedDependencies = {"approval", "catalog", "config", "database", "identity", "ledger", "pages", "web"})
@NullMarked
package dev.strongroom.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
