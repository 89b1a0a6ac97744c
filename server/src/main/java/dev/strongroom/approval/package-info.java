/// Changes that one person asks for and another approves.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "ledger", "pages"})
@NullMarked
package dev.strongroom.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
