/// Who is calling: API clients by their keys, people by their factors and sessions.
@ApplicationModule(allowedDependencies = {"config", "database", "web", "keys", "ledger", "notify", "approval", "pages"})
@NullMarked
package dev.strongroom.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
