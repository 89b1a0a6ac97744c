package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.web.Unproven;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What one browser of one person has proven, and when. It is complete once a password and a second factor are.
///
/// @param id opaque; names it in lists, and opens nothing
/// @param passwordAt when the password was last proven
/// @param appAt when a code of an authenticator app was last proven
/// @param recoveryAt when a recovery code was used
public record Session(
        String id,
        Account account,
        Optional<Instant> passwordAt,
        Optional<Instant> appAt,
        Optional<Instant> recoveryAt,
        Instant createdAt,
        Instant seenAt) {

    public boolean isComplete() {
        boolean hasSecond = appAt.isPresent() || recoveryAt.isPresent();
        return account.status() == Account.Status.ACTIVE && passwordAt.isPresent() && hasSecond;
    }

    /// When the newest second factor was proven.
    Optional<Instant> secondFactorAt() {
        return Stream.of(appAt, recoveryAt).flatMap(Optional::stream).max(Instant::compareTo);
    }

    boolean isFreshAt(Instant now) {
        return secondFactorAt()
                .filter(at -> at.plus(Unproven.FRESH).isAfter(now))
                .isPresent();
    }
}
