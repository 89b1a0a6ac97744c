package dev.strongroom.ledger;

import java.time.Instant;
import java.util.Optional;

/// Which entries are looked for; what is empty does not matter.
///
/// @param from inclusive
/// @param to exclusive
/// @param actor opaque account id, or `server`
/// @param permitted false: only what was refused
public record LedgerFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> actor,
        Optional<String> purpose,
        Optional<EntryKind> kind,
        Optional<Boolean> permitted) {

    public static final LedgerFilter EVERYTHING = new LedgerFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static LedgerFilter since(Instant from) {
        return new LedgerFilter(
                Optional.of(from),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public LedgerFilter by(String who) {
        return new LedgerFilter(from, to, Optional.of(who), purpose, kind, permitted);
    }

    public LedgerFilter of(EntryKind what) {
        return new LedgerFilter(from, to, actor, purpose, Optional.of(what), permitted);
    }

    boolean fits(LedgerEntry entry) {
        return from.filter(entry.time()::isBefore).isEmpty()
                && to.filter(end -> !entry.time().isBefore(end)).isEmpty()
                && actor.filter(who -> !who.equals(entry.actor())).isEmpty()
                && purpose.filter(why -> !entry.purpose().equals(Optional.of(why)))
                        .isEmpty()
                && kind.filter(what -> what != entry.kind()).isEmpty()
                && permitted.filter(allowed -> allowed != entry.isPermitted()).isEmpty();
    }
}
