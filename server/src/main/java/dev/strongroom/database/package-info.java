/// Starts the embedded PostgreSQL or connects to an external one, and refuses one that may lose commits.
@ApplicationModule(allowedDependencies = {"config"})
@NullMarked
package dev.strongroom.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
