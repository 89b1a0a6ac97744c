package dev.strongroom.advisories;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a comparison found.
///
/// @param components how many were compared
/// @param advisories how many were read
/// @param newest when an advisory about Maven was last changed, before now; empty if there is none
/// @param outdated whether that is so long ago that the folder is not kept up to date
public record CheckReport(
        List<Finding> findings,
        List<NotCompared> notCompared,
        List<Refusal> refusals,
        int components,
        int advisories,
        Optional<Instant> newest,
        boolean outdated) {

    public CheckReport {
        findings = List.copyOf(findings);
        notCompared = List.copyOf(notCompared);
        refusals = List.copyOf(refusals);
    }

    public enum Outcome {
        /// Everything was compared and nothing is weak.
        NOTHING,
        /// Something is weak, and each time frame still runs.
        RUNNING,
        /// Something was not compared: it may be weak.
        INCOMPLETE,
        /// A time frame is over.
        BREACHED
    }

    public Outcome outcome() {
        if (findings.stream().anyMatch(Finding::breached)) {
            return Outcome.BREACHED;
        }
        if (!isComplete()) {
            return Outcome.INCOMPLETE;
        }
        return findings.isEmpty() ? Outcome.NOTHING : Outcome.RUNNING;
    }

    private boolean isComplete() {
        return notCompared.isEmpty() && refusals.isEmpty() && newest.isPresent() && !outdated;
    }
}
