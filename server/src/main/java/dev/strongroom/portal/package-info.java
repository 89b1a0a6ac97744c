/// What customers reach by themselves, and what gives it to them: so far, accounts and the addresses codes are sent to.
@ApplicationModule(allowedDependencies = {"web", "notify", "catalog", "identity", "vault"})
@NullMarked
package dev.strongroom.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
