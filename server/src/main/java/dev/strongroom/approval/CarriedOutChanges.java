package dev.strongroom.approval;

import dev.strongroom.approval.ApprovalRequest.State;
import dev.strongroom.approval.KnownChanges.Handover;
import dev.strongroom.web.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes changes that were approved, for those who asked for them: exactly what was approved, once, through the door by
/// which it was asked for. Whatever would be another change by now is refused, and not asked for anew.
public final class CarriedOutChanges {

    private static final String ADMINISTRATOR = "administrator";

    private final ApprovalRows rows;
    private final Approvals approvals;
    private final Supplier<List<KnownChanges>> known;
    private final JdbcClient jdbc;

    CarriedOutChanges(ApprovalRows rows, Approvals approvals, Supplier<List<KnownChanges>> known, JdbcClient jdbc) {
        this.rows = rows;
        this.approvals = approvals;
        this.known = known;
        this.jdbc = jdbc;
    }

    /// @return what it brought about that is shown this once
    /// @throws dev.strongroom.web.Problem if it is not the caller's, not approved, over, or refused by its own door
    public Optional<Handover> carryOut(String id, Caller requester) {
        var request = rows.byId(jdbc, id, false)
                .filter(found -> found.requester().equals(requester.id()))
                .orElseThrow(ApprovalRefusals::unknown);
        if (request.state() == State.WAITING) {
            throw ApprovalRefusals.waits();
        }
        ApprovalRefusals.requireOpen(request);
        var change = request.change();
        if (change.kind().isAdministration() && !requester.roles().contains(ADMINISTRATOR)) {
            throw ApprovalRefusals.over();
        }
        return approvals.only(id, () -> of(change).carryOut(change, requester));
    }

    /// What a change would do, for people to read.
    public ChangeDetails details(AskedChange change, Locale language) {
        return of(change).details(change, language);
    }

    private KnownChanges of(AskedChange change) {
        return known.get().stream()
                .filter(module -> module.kinds().contains(change.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody asks for " + change.kind()));
    }
}
