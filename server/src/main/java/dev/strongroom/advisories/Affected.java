package dev.strongroom.advisories;

import dev.strongroom.advisories.VersionRange.Type;
import java.util.List;
import java.util.Set;

/// What an advisory says about one package of Maven.
///
/// @param names of the package, `group:artifact`; several only if its name and its package URL differ
/// @param versions that are affected, one by one
/// @param severities words given for this package
record Affected(Set<String> names, Set<String> versions, List<VersionRange> ranges, List<String> severities) {

    Affected {
        names = Set.copyOf(names);
        versions = Set.copyOf(versions);
        ranges = List.copyOf(ranges);
        severities = List.copyOf(severities);
    }

    /// Either the list or any range is enough.
    Verdict verdict(MavenVersion version) {
        if (versions.stream().map(MavenVersion::of).anyMatch(version::equals)
                || ranges.stream().anyMatch(range -> range.type() == Type.ECOSYSTEM && range.includes(version))) {
            return Verdict.AFFECTED;
        }
        return saysAllByOrder() ? Verdict.NOT_AFFECTED : Verdict.UNDECIDED;
    }

    /// Ranges of commits say nothing about versions, which are listed then. Those of semantic versions have another
    /// order
    /// than Maven.
    private boolean saysAllByOrder() {
        boolean hasList = !versions.isEmpty();
        boolean hasRange = ranges.stream().anyMatch(range -> range.type() == Type.ECOSYSTEM);
        return (hasList || hasRange) && ranges.stream().noneMatch(range -> range.type() == Type.SEMVER);
    }
}
