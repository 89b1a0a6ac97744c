package dev.strongroom.access;

import dev.strongroom.approval.ApprovalRequests;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    private static final String USE = "words of ";

    private static final int LEAST_MINUTES = 5;
    private static final int MOST_MINUTES = 480;

    /// INVARIANT: too little room for a reason, which would be about a customer and would have to be sealed.
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#:-]{0,63}");

    private final OpenPeriods open;
    private final Approvals approvals;
    private final Approvers approvers;
    private final ActiveCatalog active;
    private final Supplier<CustomerRelations> relations;
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
            Supplier<CustomerRelations> relations,
            RecordedChanges recorded,
            ConfigurationChanges changes,
            JdbcClient jdbc,
            SecureRandom random,
            Clock clock) {
        this.open = open;
        this.approvals = approvals;
        this.approvers = approvers;
        this.active = active;
        this.relations = relations;
        this.recorded = recorded;
        this.changes = changes;
        this.jdbc = jdbc;
        this.random = random;
        this.clock = clock;
    }

    /// What is asked for.
    ///
    /// @param minutes 5 to 480
    /// @param ticket where the reason is written
    /// @param customer the only one whose data it is for, as texts name them; empty: everybody's
    public record Wish(String purpose, int minutes, String ticket, Optional<String> customer) {}

    /// Opens a purpose for a time, once as many others have approved exactly that, and what it shows, as the catalog
    /// asks for.
    ///
    /// @throws dev.strongroom.web.Problem `approval.needed`, with the id of the request, until then
    public AccessPeriod open(Caller caller, Wish wish) {
        if (wish.minutes() < LEAST_MINUTES || wish.minutes() > MOST_MINUTES) {
            throw AccessRefusals.minutes();
        }
        requireTicket(wish.ticket());
        var asked = asked(caller, wish);
        var customer = wish.customer().map(this::customer).orElse(OptionalLong.empty());
        var agreement = approvals.approved(caller, asked.change(), asked.approvals(), unused -> {});
        var length = Duration.ofMinutes(wish.minutes());
        var period = period(caller, wish.purpose(), AccessPeriod.Kind.APPROVED, wish.ticket(), length)
                .onlyFor(customer);
        return begin(
                period,
                transaction -> agreement.use(transaction, asked(caller, wish).change()));
    }

    private OptionalLong customer(String id) {
        var customer = relations.get().customer(id);
        if (customer.isEmpty()) {
            throw AccessRefusals.customer();
        }
        return customer;
    }

    /// @param approvals how many people have to agree
    private record Asked(AskedChange change, int approvals) {}

    /// With what would be seen, so that nobody agrees to more than they know.
    private Asked asked(Caller caller, Wish wish) {
        var catalog = active.current().orElseThrow(AccessRefusals::purpose);
        var found = require(catalog, caller, wish.purpose(), PurposeAccess.APPROVED);
        var content = new HashMap<>(Map.of(
                "purpose", wish.purpose(),
                "minutes", Integer.toString(wish.minutes()),
                "ticket", wish.ticket(),
                "approvals", Integer.toString(found.approvals())));
        wish.customer().ifPresent(customer -> content.put("customer", customer));
        content.putAll(SeenFields.asked(catalog, caller, found));
        var change = AskedChange.of(AskedChange.Kind.OPEN_ACCESS, "purpose-" + wish.purpose(), content);
        return new Asked(change, found.approvals());
    }

    /// Opens a purpose at once.
    public AccessPeriod breakGlass(Caller caller, String purpose, String ticket) {
        requireGlass(caller, purpose, ticket);
        var period = period(caller, purpose, AccessPeriod.Kind.BREAK_GLASS, ticket, BREAK_GLASS)
                .upTo(MOST_RECORDS);
        return begin(period, transaction -> {
            if (!AccessPeriodRows.heldUnreviewed(transaction, caller.id()).isEmpty()) {
                throw AccessRefusals.unreviewed();
            }
            whoReviews(transaction).stream()
                    .filter(account -> !account.equals(caller.id()))
                    .forEach(account ->
                            approvers.tell(transaction, account, "glass-broken", Map.of("access", period.id())));
            return Map.of();
        });
    }

    /// Refuses what could not be broken anyway, before anybody is asked whether they mean it.
    public void requireGlass(Caller caller, String purpose, String ticket) {
        if (!caller.isPerson()) {
            throw AccessRefusals.noPerson();
        }
        requireTicket(ticket);
        var catalog = active.current().orElseThrow(AccessRefusals::purpose);
        require(catalog, caller, purpose, PurposeAccess.BREAK_GLASS);
        if (AccessPeriodRows.isUnreviewed(jdbc, caller.id())) {
            throw AccessRefusals.unreviewed();
        }
    }

    private Set<String> whoReviews(JdbcClient transaction) {
        var all = new HashSet<>(approvers.held(transaction));
        all.addAll(approvers.heldOfficers(transaction));
        return all;
    }

    private AccessPeriod period(Caller caller, String purpose, AccessPeriod.Kind kind, String ticket, Duration length) {
        return AccessPeriod.begun(
                FreshIds.of("access", random), caller.id(), purpose, kind, ticket, clock.instant(), length);
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
    ///
    /// @param words what was found, for who broke it
    public void review(String id, AccessPeriod.Verdict verdict, Optional<String> words, Caller reviewer) {
        words.ifPresent(ApprovalRequests::requireWords);
        recorded.run((transaction, connection) -> {
            ConfigurationChanges.announce(connection);
            if (!whoReviews(transaction).contains(reviewer.id())) {
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
            words.ifPresent(said -> AccessPeriodRows.setWords(
                    transaction, id, approvers.seal(transaction, reviewer.id(), USE + id, said)));
            approvers.tell(transaction, period.account(), "glass-reviewed", Map.of("access", id));
            return Outcome.of(id, Told.done(EntryKind.ACCESS, reviewer.id(), Map.of(id, verdict.word())));
        });
        changes.catchUp();
    }

    /// One of them.
    ///
    /// @throws dev.strongroom.web.Problem if there is none
    public AccessPeriod find(String id) {
        return AccessPeriodRows.find(jdbc, id).orElseThrow(AccessRefusals::unknown);
    }

    /// In what words it was reviewed; empty if nothing was said.
    public Optional<String> words(AccessPeriod period) {
        return period.reviewedBy()
                .flatMap(by -> AccessPeriodRows.words(jdbc, period.id())
                        .flatMap(kept -> approvers.open(jdbc, by, USE + period.id(), kept)));
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
    /// @throws dev.strongroom.web.Problem if that many are not left, or it was ended since it was decided that they may
    ///     be shown; nothing is counted then
    public void spend(Caller caller, String purpose, int records) {
        if (records == 0 || !isCounted(purpose)) {
            return;
        }
        var period = open.find(caller.id(), purpose, AccessPeriod.Kind.BREAK_GLASS, Subject.SOMEONE, clock.instant())
                .orElseThrow(AccessRefusals::over);
        if (!AccessPeriodRows.spend(jdbc, period.id(), records, clock.instant())) {
            throw find(period.id()).isOpenAt(clock.instant()) ? AccessRefusals.spent() : AccessRefusals.over();
        }
    }
}
