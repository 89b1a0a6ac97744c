package dev.strongroom.advisories;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares a bill of materials with a folder of OSV records. What was not compared is never called safe: it makes the
/// report incomplete. So does a folder in which nothing about Maven changed for a week, since it is not kept up to
/// date.
///
/// Packages of Maven are compared, in Maven's order of versions; others are reported as not compared.
public final class AdvisoryCheck {

    private static final Duration KEPT_UP_TO_DATE = Duration.ofDays(7);

    private final Set<String> unreachable;
    private final Instant now;
    private final AdvisoryFolder.Limits limits;

    /// @param unreachable ids or aliases of advisories whose weakness was found not to be reachable here
    public AdvisoryCheck(Set<String> unreachable, Clock clock) {
        this(unreachable, clock, AdvisoryFolder.Limits.USUAL);
    }

    AdvisoryCheck(Set<String> unreachable, Clock clock, AdvisoryFolder.Limits limits) {
        this.unreachable = Set.copyOf(unreachable);
        this.now = clock.instant();
        this.limits = limits;
    }

    /// @throws IOException if the folder itself cannot be read
    public CheckReport run(BillOfMaterials bill, Path folder) throws IOException {
        var comparison = new Comparison(bill);
        var files = new AdvisoryFolder(folder, limits);
        files.read(comparison::add);
        return comparison.report(files.refusals());
    }

    private final class Comparison {

        private final Map<String, Set<Component>> byName = new HashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<NotCompared> notCompared = new ArrayList<>();
        private int components;
        private int advisories;
        private Optional<Instant> newest = Optional.empty();

        Comparison(BillOfMaterials bill) {
            for (var component : new LinkedHashSet<>(bill.components())) {
                obstacle(component)
                        .ifPresentOrElse(
                                reason -> notCompared.add(new NotCompared(component, reason, "")),
                                () -> expect(component));
            }
        }

        private void expect(Component component) {
            byName.computeIfAbsent(component.name(), unused -> new LinkedHashSet<>())
                    .add(component);
            components++;
        }

        void add(Advisory advisory) {
            advisories++;
            if (!advisory.concernsMaven()) {
                return;
            }
            if (!advisory.modified().isAfter(now)
                    && newest.filter(advisory.modified()::isBefore).isEmpty()) {
                newest = Optional.of(advisory.modified());
            }
            if (!advisory.isWithdrawn(now)) {
                advisory.affected().stream()
                        .flatMap(affected -> affected.names().stream())
                        .distinct()
                        .flatMap(name -> byName.getOrDefault(name, Set.of()).stream())
                        .forEach(component -> compare(component, advisory));
            }
        }

        private void compare(Component component, Advisory advisory) {
            switch (advisory.verdict(component.name(), MavenVersion.of(component.version()))) {
                case AFFECTED -> findings.add(finding(component, advisory));
                case UNDECIDED ->
                    notCompared.add(new NotCompared(component, NotCompared.Reason.UNDECIDED, advisory.id()));
                case NOT_AFFECTED -> {}
            }
        }

        CheckReport report(List<Refusal> refusals) {
            findings.sort(Comparator.comparing(Finding::breached)
                    .reversed()
                    .thenComparing(found -> found.component().name())
                    .thenComparing(Finding::advisory));
            boolean outdated = newest.filter(last -> last.isBefore(now.minus(KEPT_UP_TO_DATE)))
                    .isPresent();
            var sorted = refusals.stream()
                    .sorted(Comparator.comparing(Refusal::file))
                    .toList();
            return new CheckReport(findings, notCompared, sorted, components, advisories, newest, outdated);
        }
    }

    private static Optional<NotCompared.Reason> obstacle(Component component) {
        if (component.packageType().isEmpty()) {
            return Optional.of(NotCompared.Reason.NO_PACKAGE_URL);
        }
        if (!component.isOfMaven()) {
            return Optional.of(NotCompared.Reason.UNKNOWN_ECOSYSTEM);
        }
        return MavenVersion.isSensible(component.version())
                ? Optional.empty()
                : Optional.of(NotCompared.Reason.NO_VERSION);
    }

    private Finding finding(Component component, Advisory advisory) {
        var words = advisory.severityOf(component.name());
        var frame = advisory.isNamedIn(unreachable) ? TimeFrame.UNREACHABLE : TimeFrame.of(words);
        var due = advisory.published().map(begun -> begun.plus(frame.length()));
        return new Finding(
                component,
                advisory.id(),
                words.isEmpty()
                        ? String.join(" ", advisory.scores())
                        : words.stream().sorted().collect(Collectors.joining(", ")),
                advisory.published(),
                advisory.firstFix(component.name(), MavenVersion.of(component.version())),
                frame,
                due,
                due.filter(end -> !now.isAfter(end)).isEmpty());
    }
}
