/// Problem details, request limits and strict JSON for every HTTP answer.
@ApplicationModule(allowedDependencies = {"config", "database"})
@NullMarked
package dev.strongroom.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
