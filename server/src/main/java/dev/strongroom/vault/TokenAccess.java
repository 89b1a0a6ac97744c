package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.access.HourlyLooks;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/// Decides about tokens: by the purpose once for a request, then by the field for each token.
final class TokenAccess {

    private static final String NO_COLLECTION = "";

    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final HourlyLooks hourly;
    private final ConfigurationChanges changes;
    private final LookEntries entries;
    private final Ledger ledger;

    TokenAccess(
            AccessDecisions decisions,
            ActiveCatalog active,
            HourlyLooks hourly,
            ConfigurationChanges changes,
            LookEntries entries,
            Ledger ledger) {
        this.decisions = decisions;
        this.active = active;
        this.hourly = hourly;
        this.changes = changes;
        this.entries = entries;
        this.ledger = ledger;
    }

    /// @return the catalog that the whole request is decided under
    /// @throws dev.strongroom.web.Problem if the caller may not state the purpose; the refusal is in the ledger
    Catalog requirePurpose(TokenCaller caller) {
        var decision = decisions.decide(caller.caller(), caller.purpose(), NO_COLLECTION, List.of());
        if (decision instanceof Decision.Deny deny && deny.reason() == Decision.Reason.PURPOSE_NOT_ALLOWED) {
            var problem = Refusals.of(deny);
            ledger.append(entries.refusal(caller.look(NO_COLLECTION), Optional.empty(), deny.policy(), problem.code()));
            throw problem;
        }
        return active.current()
                .filter(catalog -> catalog.hash().equals(decision.policy()))
                .orElseThrow(Refusals::configurationChanged);
    }

    /// @throws dev.strongroom.web.Problem if another catalog came into force meanwhile
    Decision decide(TokenCaller caller, Catalog catalog, RecordId record, String collection, String field) {
        var subject = decisions.subject(caller.caller(), record.customer());
        var decision = decisions.decideMany(caller.caller(), caller.purpose(), collection, List.of(field), subject);
        if (!decision.policy().equals(catalog.hash())) {
            throw Refusals.configurationChanged();
        }
        return decision;
    }

    /// Counts one record where it is permitted, for roles that show so much an hour.
    ///
    /// @throws dev.strongroom.web.Problem if that is too much
    void count(TokenCaller caller, Decision decision, RecordId record) {
        if (decision instanceof Decision.Permit permit) {
            permit.hourly().ifPresent(limit -> hourly.take(caller.caller(), limit, List.of(record.customer())));
        }
    }

    /// Clients, grants or the catalog changed after the caller was authenticated: it has to ask again.
    void refuseOutdated(long configurationVersion) {
        if (!changes.isCurrent(configurationVersion)) {
            changes.catchUp(configurationVersion);
            throw Refusals.configurationChanged();
        }
    }
}
