/// Reads the server's configuration, typed, and reports every error at once.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.strongroom.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
