package dev.strongroom.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A time during which somebody may state a purpose that cannot be stated at any time.
///
/// @param id opaque: `access-` and 12 hexadecimal digits
/// @param account of a person, or the id of a client
/// @param customer the only one whose data it is for; empty: everybody's
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
        OptionalLong customer,
        String ticket,
        Instant beganAt,
        Instant endsAt,
        Optional<Instant> endedAt,
        int records,
        OptionalInt mostRecords,
        Optional<String> reviewedBy,
        Optional<Verdict> verdict) {

    /// One that begins now, for everybody's data and without bound.
    static AccessPeriod begun(
            String id, String account, String purpose, Kind kind, String ticket, Instant now, Duration length) {
        return new AccessPeriod(
                id,
                account,
                purpose,
                kind,
                OptionalLong.empty(),
                ticket,
                now,
                now.plus(length),
                Optional.empty(),
                0,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    AccessPeriod onlyFor(OptionalLong one) {
        return new AccessPeriod(
                id,
                account,
                purpose,
                kind,
                one,
                ticket,
                beganAt,
                endsAt,
                endedAt,
                records,
                mostRecords,
                reviewedBy,
                verdict);
    }

    AccessPeriod upTo(int most) {
        return new AccessPeriod(
                id,
                account,
                purpose,
                kind,
                customer,
                ticket,
                beganAt,
                endsAt,
                endedAt,
                records,
                OptionalInt.of(most),
                reviewedBy,
                verdict);
    }

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

    public boolean isOpenAt(Instant now) {
        return endedAt.isEmpty() && !now.isBefore(beganAt) && now.isBefore(endsAt);
    }

    /// Somebody who is still to be found may turn out to be the one.
    boolean isFor(Subject subject) {
        return customer.isEmpty()
                || switch (subject) {
                    case Subject.Everyone everyone -> false;
                    case Subject.Someone someone -> true;
                    case Subject.Customer one -> one.number() == customer.getAsLong();
                };
    }

    public boolean waitsForReview() {
        return kind == Kind.BREAK_GLASS && verdict.isEmpty();
    }
}
