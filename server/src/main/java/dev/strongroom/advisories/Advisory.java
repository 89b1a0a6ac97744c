package dev.strongroom.advisories;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A record of OSV, as far as it concerns packages of Maven.
///
/// @param aliases other ids of the same weakness
/// @param severities words given for the whole record
/// @param scores vectors given for the whole record, such as those of CVSS
/// @param affected empty if it concerns other ecosystems only
record Advisory(
        String id,
        Set<String> aliases,
        Instant modified,
        Optional<Instant> published,
        Optional<Instant> withdrawn,
        List<String> severities,
        List<String> scores,
        List<Affected> affected) {

    Advisory {
        aliases = Set.copyOf(aliases);
        severities = List.copyOf(severities);
        scores = List.copyOf(scores);
        affected = List.copyOf(affected);
    }

    boolean concernsMaven() {
        return !affected.isEmpty();
    }

    boolean isWithdrawn(Instant now) {
        return withdrawn.filter(when -> !when.isAfter(now)).isPresent();
    }

    boolean isNamedIn(Set<String> ids) {
        return Stream.concat(Stream.of(id), aliases.stream()).anyMatch(ids::contains);
    }

    Verdict verdict(String name, MavenVersion version) {
        return about(name).map(affected -> affected.verdict(version)).reduce(Verdict.NOT_AFFECTED, Verdict::orWorse);
    }

    /// The first version after this one that ends an affected range and is in no other.
    Optional<String> firstFix(String name, MavenVersion version) {
        return about(name)
                .flatMap(affected -> affected.ranges().stream())
                .filter(range -> range.type() == VersionRange.Type.ECOSYSTEM)
                .flatMap(range -> range.fixes().stream())
                .filter(fix -> fix.compareTo(version) > 0)
                .sorted()
                .filter(fix -> verdict(name, fix) == Verdict.NOT_AFFECTED)
                .findFirst()
                .map(MavenVersion::text);
    }

    /// Every word given for the record or the package.
    Set<String> severityOf(String name) {
        return Stream.concat(severities.stream(), about(name).flatMap(affected -> affected.severities().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Affected> about(String name) {
        return affected.stream().filter(one -> one.names().contains(name));
    }
}
