package dev.strongroom.advisories;

import java.util.Optional;

/// One thing a product contains.
///
/// @param name of a Maven package `group:artifact`; else what the bill of materials calls it
/// @param version as the bill has it; empty if it has none
/// @param packageType that of its package URL, such as `maven` or `npm`; empty if it has no such URL
public record Component(String name, String version, Optional<String> packageType) {

    boolean isOfMaven() {
        return packageType.filter(PackageUrl.MAVEN::equals).isPresent();
    }
}
