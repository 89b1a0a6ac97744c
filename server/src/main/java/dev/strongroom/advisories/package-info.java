/// Finds libraries with known weaknesses: compares a bill of materials with advisories that were brought as files.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.strongroom.advisories;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
