package dev.strongroom.identity.session;

import dev.strongroom.identity.account.Account;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Unproven;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What one browser of one person has proven, and when. It is complete once a passkey is, or a password and a second
/// factor are, or the company's sign-in and a second factor other than a text message.
///
/// @param id opaque; names it in lists, and opens nothing
/// @param generation how often its token was replaced before the one that the request came with
/// @param proven when each factor was last proven
public record Session(
        String id, int generation, Account account, Map<Factor, Instant> proven, Instant createdAt, Instant seenAt) {

    public Session {
        proven = Map.copyOf(proven);
    }

    /// As it is for a request from another network than that where a factor was last proven: signed in, and asked for a
    /// factor before anything that wants one to be fresh. So it is whatever the distance; no travel is too short.
    Session elsewhere() {
        var longAgo = new EnumMap<Factor, Instant>(Factor.class);
        proven.keySet().forEach(factor -> longAgo.put(factor, Instant.EPOCH));
        return new Session(id, generation, account, longAgo, createdAt, seenAt);
    }

    public boolean has(Factor factor) {
        return proven.containsKey(factor);
    }

    public boolean isComplete() {
        boolean hasSecond = has(Factor.APP) || has(Factor.RECOVERY);
        boolean hasTwo = has(Factor.PASSKEY)
                || has(Factor.PASSWORD) && (hasSecond || has(Factor.PHONE))
                || has(Factor.COMPANY) && hasSecond;
        return account.status() == Account.Status.ACTIVE && hasTwo;
    }

    /// What the person has shown, as rules further in ask for it. A recovery code and a text message are no strong
    /// factors.
    public Caller.Proven strength() {
        return new Caller.Proven(newest(Factor.APP, Factor.PASSKEY), newest(Factor.PASSKEY));
    }

    /// Whether the person may change factors now: a strong factor, or a recovery code, was just proven.
    boolean isFreshAt(Instant now) {
        return newest(Factor.APP, Factor.PASSKEY, Factor.RECOVERY)
                .filter(at -> at.plus(Unproven.FRESH).isAfter(now))
                .isPresent();
    }

    private Optional<Instant> newest(Factor... factors) {
        var newest = Optional.<Instant>empty();
        for (var factor : factors) {
            var at = proven.get(factor);
            if (at != null && newest.filter(at::isBefore).isEmpty()) {
                newest = Optional.of(at);
            }
        }
        return newest;
    }
}
