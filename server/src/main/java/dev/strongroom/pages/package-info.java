/// What every page is made of: its frame, its assets, forms, languages, and refusals that people can read.
@ApplicationModule(allowedDependencies = {"web"})
@NullMarked
package dev.strongroom.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
