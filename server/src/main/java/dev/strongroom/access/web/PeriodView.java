package dev.strongroom.access.web;

import dev.strongroom.access.AccessPeriod;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.ShownText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A time for which a purpose is open, as pages show it.
///
/// @param purpose its title
/// @param minutesLeft begun ones count; zero when it is over
/// @param over when it ended, or will
/// @param review `waiting`, `justified` or `unjustified`; empty: nothing to review
/// @param words what the reviewer said
record PeriodView(
        AccessPeriod period,
        String purpose,
        Actors.Actor person,
        long minutesLeft,
        Instant over,
        String review,
        Optional<Actors.Actor> reviewer,
        Optional<ShownText> words) {

    static PeriodView of(AccessPeriod period, String purpose, Optional<String> words, Actors.Named names, Instant now) {
        long left = period.isOpenAt(now)
                ? Duration.between(now, period.endsAt()).plusSeconds(59).toMinutes()
                : 0;
        return new PeriodView(
                period,
                purpose,
                names.of(period.account()),
                left,
                period.endedAt().orElse(period.endsAt()),
                review(period),
                period.reviewedBy().map(names::of),
                words.map(ShownText::of));
    }

    private static String review(AccessPeriod period) {
        if (period.kind() != AccessPeriod.Kind.BREAK_GLASS) {
            return "";
        }
        return period.verdict().map(AccessPeriod.Verdict::word).orElse("waiting");
    }

    public boolean isOpen() {
        return minutesLeft > 0;
    }

    public boolean isEmergency() {
        return period.kind() == AccessPeriod.Kind.BREAK_GLASS;
    }

    /// At most this many records; zero: without bound.
    public int most() {
        return period.mostRecords().orElse(0);
    }

    @Override
    public String toString() {
        return "PeriodView[" + period.id() + "]";
    }
}
