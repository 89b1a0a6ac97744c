package dev.strongroom.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// A time during which somebody may state a purpose that cannot be stated at any time.
///
/// @param id opaque: `access-` and 12 hexadecimal digits
/// @param account of a person, or the id of a client
/// @param ticket where the reason is written
/// @param endsAt at the latest
/// @param endedAt before its time
/// @param records shown under it so far, where there is a bound
/// @param mostRecords at most; empty: without bound
/// @param verdict of the review; empty: not reviewed, or nothing to review
public record AccessPeriod(
        String id,
        String account,
        String purpose,
        Kind kind,
        String ticket,
        Instant beganAt,
        Instant endsAt,
        Optional<Instant> endedAt,
        int records,
        OptionalInt mostRecords,
        Optional<String> reviewedBy,
        Optional<Verdict> verdict) {

    /// How it came about.
    public enum Kind {
        APPROVED,
        BREAK_GLASS;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /// What the review of a broken glass came to.
    public enum Verdict {
        JUSTIFIED,
        UNJUSTIFIED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isOpenAt(Instant now) {
        return endedAt.isEmpty() && !now.isBefore(beganAt) && now.isBefore(endsAt);
    }

    boolean waitsForReview() {
        return kind == Kind.BREAK_GLASS && verdict.isEmpty();
    }
}
