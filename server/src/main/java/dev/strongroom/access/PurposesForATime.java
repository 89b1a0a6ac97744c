package dev.strongroom.access;

import dev.strongroom.approval.ApprovalRequest;
import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.web.Caller;
import java.util.List;
import java.util.Locale;

/// What somebody can open for a time, and has asked to. Tells, and opens nothing: see [AccessPeriods].
public final class PurposesForATime {

    private final ActiveCatalog active;
    private final ApprovalRequests requests;

    PurposesForATime(ActiveCatalog active, ApprovalRequests requests) {
        this.active = active;
        this.requests = requests;
    }

    /// The caller's purposes that cannot be stated at any time.
    public List<Purpose> of(Caller caller) {
        return active.current().stream()
                .flatMap(catalog -> catalog.purposes().stream())
                .filter(purpose -> caller.purposes().contains(purpose.id()))
                .filter(purpose -> purpose.access() != PurposeAccess.ALWAYS)
                .toList();
    }

    /// What people call the purpose of a time; its id where the catalog in force has it no more.
    public String title(AccessPeriod period, Locale locale) {
        return active.purposeTitle(period.purpose(), locale);
    }

    /// The caller's requests that wait for a consent, or have it and were not used yet.
    public List<ApprovalRequest> asked(Caller caller) {
        return requests.openOf(caller.id(), AskedChange.Kind.OPEN_ACCESS);
    }
}
