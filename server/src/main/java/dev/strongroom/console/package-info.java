/// The overview of the staff pages: what happens now, and what waits for the reader.
@ApplicationModule(
        allowedDependencies = {"access", "approval", "catalog", "identity", "keys", "ledger", "pages", "web"})
@NullMarked
package dev.strongroom.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
