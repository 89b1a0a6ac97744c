/// The plain pages on which staff sign in, keep their factors and sessions, and invite others.
@ApplicationModule(allowedDependencies = {"web"})
@NullMarked
package dev.strongroom.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
