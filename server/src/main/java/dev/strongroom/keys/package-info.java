/// Root key, key-encryption keys, customer keys, index and log keys: made, wrapped, rotated and shredded.
@ApplicationModule(allowedDependencies = {"config", "database", "pages", "web"})
@NullMarked
package dev.strongroom.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
