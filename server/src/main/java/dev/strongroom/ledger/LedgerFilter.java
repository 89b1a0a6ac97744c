package dev.strongroom.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which entries are looked for; what is empty does not matter.
///
/// @param from inclusive
/// @param to exclusive
/// @param actor opaque account id, or `server`
/// @param purpose an empty text: only entries without a purpose
/// @param permitted false: only what was refused
/// @param customers pseudonyms; only entries about one of them, none if there are none
public record LedgerFilter(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> actor,
        Optional<String> purpose,
        Optional<EntryKind> kind,
        Optional<Boolean> permitted,
        Optional<Set<Pseudonym>> customers) {

    public static final LedgerFilter EVERYTHING = between(Optional.empty(), Optional.empty());

    public LedgerFilter {
        customers = customers.map(Set::copyOf);
    }

    public static LedgerFilter since(Instant from) {
        return between(Optional.of(from), Optional.empty());
    }

    public static LedgerFilter between(Optional<Instant> from, Optional<Instant> to) {
        return new LedgerFilter(
                from, to, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public LedgerFilter by(String who) {
        return new LedgerFilter(from, to, Optional.of(who), purpose, kind, permitted, customers);
    }

    public LedgerFilter stating(String why) {
        return new LedgerFilter(from, to, actor, Optional.of(why), kind, permitted, customers);
    }

    public LedgerFilter of(EntryKind what) {
        return new LedgerFilter(from, to, actor, purpose, Optional.of(what), permitted, customers);
    }

    public LedgerFilter about(Set<Pseudonym> whom) {
        return new LedgerFilter(from, to, actor, purpose, kind, permitted, Optional.of(whom));
    }

    boolean fits(LedgerEntry entry) {
        return from.filter(entry.time()::isBefore).isEmpty()
                && to.filter(end -> !entry.time().isBefore(end)).isEmpty()
                && actor.filter(who -> !who.equals(entry.actor())).isEmpty()
                && purpose.filter(why -> !why.equals(entry.purpose().orElse("")))
                        .isEmpty()
                && kind.filter(what -> what != entry.kind()).isEmpty()
                && permitted.filter(allowed -> allowed != entry.isPermitted()).isEmpty()
                && customers
                        .filter(whom -> entry.customer().filter(whom::contains).isEmpty())
                        .isEmpty();
    }
}
