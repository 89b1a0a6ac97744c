package dev.strongroom.access;

import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.AskedChange.Kind;
import dev.strongroom.approval.ChangeDetails;
import dev.strongroom.approval.KnownChanges;
import dev.strongroom.web.Caller;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Times to state a purpose that others agreed to.
final class AccessAskedFor implements KnownChanges {

    private final AccessPeriods periods;
    private final SeenFields seen;

    AccessAskedFor(AccessPeriods periods, SeenFields seen) {
        this.periods = periods;
        this.seen = seen;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.OPEN_ACCESS);
    }

    @Override
    public ChangeDetails details(AskedChange change, Locale language) {
        return seen.ofAsked(change.content(), language);
    }

    @Override
    public Optional<Handover> carryOut(AskedChange change, Caller requester) {
        var content = change.content();
        periods.open(
                requester,
                new AccessPeriods.Wish(
                        content.getOrDefault("purpose", ""),
                        Integer.parseInt(content.getOrDefault("minutes", "0")),
                        content.getOrDefault("ticket", ""),
                        Optional.ofNullable(content.get("customer"))));
        return Optional.empty();
    }
}
