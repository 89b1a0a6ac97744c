/// Tells people something, in the product, by mail and by text message: what waits, in which words, and what became of
/// it.
@ApplicationModule(allowedDependencies = {"config", "database", "web"})
@NullMarked
package dev.strongroom.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
