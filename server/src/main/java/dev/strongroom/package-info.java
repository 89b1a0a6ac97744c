/// Strongroom, a modular monolith: each package below is a capability and names what it may use.
@NullMarked
package dev.strongroom;

import org.jspecify.annotations.NullMarked;
