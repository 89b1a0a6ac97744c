package dev.strongroom.advisories;

import dev.strongroom.advisories.RangeEvent.Kind;
import java.util.Comparator;
import java.util.List;

/// Versions between events, by the algorithm of the OSV schema: the events are sorted and walked through, and never
/// taken in pairs, since several may begin or end in a row.
record VersionRange(Type type, List<RangeEvent> events) {

    /// By version. Of several at one version the end by a repair comes first, so that an interval which begins there is
    /// not missed; all else stays in the order of the record.
    private static final Comparator<RangeEvent> IN_ORDER = Comparator.comparing(
                    (RangeEvent event) -> !event.isBeginning())
            .thenComparing((one, other) ->
                    one.isBeginning() || other.isBeginning() ? 0 : one.order().compareTo(other.order()))
            .thenComparing(event -> !event.is(Kind.FIXED));

    enum Type {
        ECOSYSTEM,
        SEMVER,
        GIT
    }

    VersionRange {
        events = List.copyOf(events);
    }

    boolean includes(MavenVersion version) {
        return isBeforeLimits(version) && isAffectedAfterTheWalk(version);
    }

    List<MavenVersion> fixes() {
        return events.stream()
                .filter(event -> event.is(Kind.FIXED))
                .map(RangeEvent::order)
                .toList();
    }

    private boolean isBeforeLimits(MavenVersion version) {
        var limits = events.stream().filter(event -> event.is(Kind.LIMIT)).toList();
        return limits.isEmpty()
                || limits.stream().anyMatch(limit -> limit.isNoLimit() || version.compareTo(limit.order()) < 0);
    }

    private boolean isAffectedAfterTheWalk(MavenVersion version) {
        boolean affected = false;
        var walked = events.stream()
                .filter(event -> !event.is(Kind.LIMIT))
                .sorted(IN_ORDER)
                .toList();
        for (var event : walked) {
            int place = event.isBeginning() ? 1 : version.compareTo(event.order());
            affected = switch (event.kind()) {
                case INTRODUCED -> affected || place >= 0;
                case FIXED -> affected && place < 0;
                case LAST_AFFECTED -> affected && place <= 0;
                case LIMIT -> affected;
            };
        }
        return affected;
    }
}
