package dev.strongroom.access;

import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.Approvers;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.catalog.PurposeAccess;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.database.FreshIds;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.RecordedChanges;
import dev.strongroom.ledger.RecordedChanges.Outcome;
import dev.strongroom.ledger.RecordedChanges.Told;
import dev.strongroom.web.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Opens and ends times during which somebody may state a purpose that cannot be stated at any time: by the consent of
/// another person, or at once by breaking the glass.
///
/// A broken glass shows twenty records within thirty minutes, one at a time; administrators are told in the same
/// transaction, and who broke it does not do so again before another person has reviewed it. Each beginning and end is
/// an entry in the ledger.
public final class AccessPeriods {

    static final Duration BREAK_GLASS = Duration.ofMinutes(30);
    static final int MOST_RECORDS = 20;

    private static final int LEAST_MINUTES = 5;
    private static final int MOST_MINUTES = 480;

    /// INVARIANT: too little room for a reason, which would be about a customer and would have to be sealed.
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#:-]{0,63}");

    private final OpenPeriods open;
    private final Approvals approvals;
    private final Approvers approvers;
    private final ActiveCatalog active;
    private final RecordedChanges recorded;
    private final ConfigurationChanges changes;
    private final JdbcClient jdbc;
    private final SecureRandom random;
    private final Clock clock;

    AccessPeriods(
            OpenPeriods open,
            Approvals approvals,
            Approvers approvers,
            ActiveCatalog active,
            RecordedChanges recorded,
            ConfigurationChanges changes,
            JdbcClient jdbc,
            SecureRandom random,
            Clock clock) {
        this.open = open;
        this.approvals = approvals;
        this.approvers = approvers;
        this.active = active;
        this.recorded = recorded;
        this.changes = changes;
        this.jdbc = jdbc;
        this.random = random;
        this.clock = clock;
    }

    /// Opens a purpose for a time, once another person has approved exactly that, and what it shows.
    ///
    /// @throws dev.strongroom.web.Problem `approval.needed`, with the id of the request, until then
    public AccessPeriod open(Caller caller, String purpose, int minutes, String ticket) {
        if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
            throw AccessRefusals.minutes();
        }
        requireTicket(ticket);
        var agreement = approvals.approved(caller, asked(caller, purpose, minutes, ticket), unused -> {});
        var period = period(
                caller, purpose, AccessPeriod.Kind.APPROVED, ticket, Duration.ofMinutes(minutes), OptionalInt.empty());
        return begin(period, transaction -> agreement.use(transaction, asked(caller, purpose, minutes, ticket)));
    }

    /// With what would be seen, so that nobody agrees to more than they know.
    private AskedChange asked(Caller caller, String purpose, int minutes, String ticket) {
        var catalog = active.current().orElseThrow(AccessRefusals::purpose);
        var found = require(catalog, caller, purpose, PurposeAccess.APPROVED);
        var content = new HashMap<>(Map.of("purpose", purpose, "minutes", Integer.toString(minutes), "ticket", ticket));
        for (var collection : found.covers().keySet()) {
            var levels = catalog.levels(caller.roles(), purpose, collection);
            if (!levels.isEmpty()) {
                content.put(
                        "sees-" + collection,
                        levels.entrySet().stream()
                                .map(field -> field.getKey() + " "
                                        + field.getValue().name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
        }
        return AskedChange.of(AskedChange.Kind.OPEN_ACCESS, "purpose-" + purpose, content);
    }

    /// Opens a purpose at once.
    public AccessPeriod breakGlass(Caller caller, String purpose, String ticket) {
        if (!caller.isPerson()) {
            throw AccessRefusals.noPerson();
        }
        requireTicket(ticket);
        var catalog = active.current().orElseThrow(AccessRefusals::purpose);
        require(catalog, caller, purpose, PurposeAccess.BREAK_GLASS);
        var period = period(
                caller, purpose, AccessPeriod.Kind.BREAK_GLASS, ticket, BREAK_GLASS, OptionalInt.of(MOST_RECORDS));
        return begin(period, transaction -> {
            if (!AccessPeriodRows.heldUnreviewed(transaction, caller.id()).isEmpty()) {
                throw AccessRefusals.unreviewed();
            }
            approvers.held(transaction).stream()
                    .filter(account -> !account.equals(caller.id()))
                    .forEach(account ->
                            approvers.tell(transaction, account, "glass-broken", Map.of("access", period.id())));
            return Map.of();
        });
    }

    private AccessPeriod period(
            Caller caller,
            String purpose,
            AccessPeriod.Kind kind,
            String ticket,
            Duration length,
            OptionalInt mostRecords) {
        var now = clock.instant();
        return new AccessPeriod(
                FreshIds.of("access", random),
                caller.id(),
                purpose,
                kind,
                ticket,
                now,
                now.plus(length),
                Optional.empty(),
                0,
                mostRecords,
                Optional.empty(),
                Optional.empty());
    }

    private interface Admission {
        /// @return what the entry tells besides
        Map<String, String> to(JdbcClient transaction);
    }

    private AccessPeriod begin(AccessPeriod period, Admission admission) {
        recorded.run((transaction, connection) -> {
            ConfigurationChanges.announce(connection);
            var further = admission.to(transaction);
            AccessPeriodRows.insert(transaction, period);
            var told = Map.of(period.id(), period.kind().word(), "purpose-" + period.purpose(), "opened");
            return Outcome.of(
                    period, Told.done(EntryKind.ACCESS, period.account(), told).with(further));
        });
        changes.catchUp();
        return period;
    }

    private static Purpose require(Catalog catalog, Caller caller, String purpose, PurposeAccess access) {
        return catalog.purpose(purpose)
                .filter(found -> caller.purposes().contains(purpose) && found.access() == access)
                .orElseThrow(AccessRefusals::purpose);
    }

    private static void requireTicket(String ticket) {
        if (!TICKET.matcher(ticket).matches()) {
            throw AccessRefusals.ticket();
        }
    }

    /// The newest hundred of somebody.
    public List<AccessPeriod> of(String account) {
        return AccessPeriodRows.of(jdbc, account);
    }

    /// Those that wait for a review, then the newest of the others; a hundred at most.
    public List<AccessPeriod> newest() {
        return AccessPeriodRows.newest(jdbc);
    }

    /// Ends a period before its time.
    ///
    /// @param own whether only one of the caller's own may be meant
    public void end(String id, Caller caller, boolean own) {
        recorded.run((transaction, connection) -> {
            ConfigurationChanges.announce(connection);
            var period = AccessPeriodRows.held(transaction, id)
                    .filter(held -> !own || held.account().equals(caller.id()))
                    .orElseThrow(AccessRefusals::unknown);
            AccessPeriodRows.end(transaction, period.id(), clock.instant());
            return Outcome.of(id, Told.done(EntryKind.ACCESS, caller.id(), Map.of(id, "ended")));
        });
        changes.catchUp();
    }

    /// Says whether a glass was broken with good reason. Ends the period, if it is still open.
    public void review(String id, AccessPeriod.Verdict verdict, Caller reviewer) {
        recorded.run((transaction, connection) -> {
            ConfigurationChanges.announce(connection);
            if (!approvers.held(transaction).contains(reviewer.id())) {
                throw AccessRefusals.noPerson();
            }
            var period = AccessPeriodRows.held(transaction, id).orElseThrow(AccessRefusals::unknown);
            if (period.account().equals(reviewer.id())) {
                throw AccessRefusals.ownReview();
            }
            if (!period.waitsForReview()) {
                throw AccessRefusals.reviewed();
            }
            AccessPeriodRows.review(transaction, id, reviewer.id(), verdict, clock.instant());
            approvers.tell(transaction, period.account(), "glass-reviewed", Map.of("access", id));
            return Outcome.of(id, Told.done(EntryKind.ACCESS, reviewer.id(), Map.of(id, verdict.word())));
        });
        changes.catchUp();
    }

    /// Whether looks for this purpose are counted one by one.
    public boolean isCounted(String purpose) {
        return active.current()
                .flatMap(catalog -> catalog.purpose(purpose))
                .filter(found -> found.access() == PurposeAccess.BREAK_GLASS)
                .isPresent();
    }

    /// Counts records that are about to be shown under a broken glass; for any other purpose nothing is counted.
    ///
    /// @throws dev.strongroom.web.Problem if that many are not left; nothing is counted then
    public void spend(Caller caller, String purpose, int records) {
        if (records == 0 || !isCounted(purpose)) {
            return;
        }
        var period = open.find(caller.id(), purpose, AccessPeriod.Kind.BREAK_GLASS, clock.instant())
                .orElseThrow(AccessRefusals::spent);
        if (!AccessPeriodRows.spend(jdbc, period.id(), records)) {
            throw AccessRefusals.spent();
        }
    }
}
