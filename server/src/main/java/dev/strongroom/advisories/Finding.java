package dev.strongroom.advisories;

import java.time.Instant;
import java.util.Optional;

/// A component that an advisory says is weak.
///
/// @param severity as given, words before vectors; empty if none is
/// @param published empty if the advisory does not say when
/// @param firstFix the version to go to; empty if the advisory names none
/// @param due when the time frame ends; empty if the advisory does not say when it began
/// @param breached whether the time frame is over; one without a beginning is
public record Finding(
        Component component,
        String advisory,
        String severity,
        Optional<Instant> published,
        Optional<String> firstFix,
        TimeFrame frame,
        Optional<Instant> due,
        boolean breached) {}
