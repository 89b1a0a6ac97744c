package dev.strongroom.identity.session;

import java.time.Duration;
import java.time.Instant;

/// How long a session lasts.
///
/// @param idle without a request
/// @param absolute since it was begun, whatever happens
public record SessionLimits(Duration idle, Duration absolute) {

    /// From the first factor to the last.
    private static final Duration TO_COMPLETE = Duration.ofMinutes(10);

    boolean isOver(Session session, Instant now) {
        return isTooOld(session, now) || !session.seenAt().plus(idle).isAfter(now);
    }

    /// Whether it is over however busy it is.
    boolean isTooOld(Session session, Instant now) {
        var longest = session.isComplete() ? absolute : TO_COMPLETE;
        return !session.createdAt().plus(longest).isAfter(now);
    }
}
