package dev.strongroom.vault;

import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.CustomerPseudonyms;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Hash;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LedgerSearch;
import dev.strongroom.ledger.Pseudonym;
import dev.strongroom.ledger.SealedDetails;
import dev.strongroom.web.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Who looked at a customer: every look and every refused one, across months and rotations of the customer's key.
public final class CustomerLooks implements CustomerPseudonyms {

    private static final Set<EntryKind> LOOKS = EnumSet.of(EntryKind.LOOK, EntryKind.REFUSAL);
    private static final int PAGE = 100;

    /// Looks may stand behind many writes, and nobody should have to go on again and again to see the first.
    private static final int MOST_READS = 20;

    /// The database says since when a customer is known, and servers say when somebody looked: no look is left out
    /// because their clocks differ.
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final Transactions transactions;
    private final RecordOpening opening;
    private final LedgerSearch search;
    private final Ledger ledger;
    private final ActiveCatalog active;
    private final SealedDetails details;
    private final Clock clock;

    CustomerLooks(
            Transactions transactions,
            RecordOpening opening,
            LedgerSearch search,
            Ledger ledger,
            ActiveCatalog active,
            SealedDetails details,
            Clock clock) {
        this.transactions = transactions;
        this.opening = opening;
        this.search = search;
        this.ledger = ledger;
        this.active = active;
        this.details = details;
        this.clock = clock;
    }

    /// One look.
    ///
    /// @param fields field id to level; empty for a refusal
    /// @param receipt of its entry, from which the entry is proven
    public record Seen(
            long index,
            Instant time,
            String kind,
            String actor,
            Optional<String> onBehalfOf,
            Optional<String> reason,
            Optional<String> purpose,
            Optional<String> collection,
            SortedMap<String, String> fields,
            String decision,
            String receipt) {}

    /// @param looks may be none though there is a next page
    /// @param next pass it as `after` for the next page; empty when there is nothing more
    public record Page(List<Seen> looks, Optional<Long> next) {}

    /// Some looks, oldest first. What was said about them is opened, so this is a look too: it is in the ledger before
    /// anything is told.
    ///
    /// @param from inclusive
    /// @param to exclusive
    /// @param after index of the last look of the previous page, or -1
    /// @throws dev.strongroom.web.Problem if there is no such customer
    /// @throws dev.strongroom.ledger.LedgerUnavailable when it could not be recorded
    public Page looks(Caller caller, RecordId customer, Optional<Instant> from, Optional<Instant> to, long after) {
        var span = span(customer, from, to);
        if (span.isEmpty()) {
            return new Page(List.of(), Optional.empty());
        }
        var pseudonyms = span.pseudonyms();
        var looks = new ArrayList<Seen>();
        var next = Optional.of(after);
        for (int reads = 0; looks.isEmpty() && next.isPresent() && reads < MOST_READS; reads++) {
            var entries = search.aboutCustomer(pseudonyms, next.get(), PAGE);
            entries.stream()
                    .filter(span::isLook)
                    .forEach(entry -> looks.add(seen(customer.customer(), span.key(), entry)));
            next = entries.size() < PAGE
                    ? Optional.empty()
                    : Optional.of(entries.getLast().index());
        }
        ledger.append(told(caller, span.key()));
        return new Page(looks, next);
    }

    private Draft told(Caller caller, CustomerKey key) {
        var now = clock.instant();
        var policy = active.current().map(Catalog::hash).orElse("-");
        return Draft.of(LedgerEntry.of(now, EntryKind.LOOK, caller.id(), policy)
                .about(LookEntries.pseudonym(key, now))
                .withFields(Map.of("look-list", "looks")));
    }

    @Override
    public Set<Pseudonym> of(String customer, Optional<Instant> from, Optional<Instant> to) {
        var id = RecordId.parse(customer).filter(RecordId::isCustomer).orElseThrow(Refusals::noSuchCustomer);
        var span = span(id, from, to);
        return span.isEmpty() ? Set.of() : Set.copyOf(span.pseudonyms());
    }

    /// A time in which a customer was known.
    private record Span(CustomerKey key, Instant start, Instant end) {

        boolean isEmpty() {
            return !start.isBefore(end);
        }

        boolean isLook(LedgerSearch.Found found) {
            var time = found.entry().time();
            return LOOKS.contains(found.entry().kind()) && !time.isBefore(start) && time.isBefore(end);
        }

        List<Pseudonym> pseudonyms() {
            return CustomerLooks.pseudonyms(key, start, end);
        }
    }

    private Span span(RecordId customer, Optional<Instant> from, Optional<Instant> to) {
        var known = transactions
                .run(connection -> read(connection, customer.customer()))
                .orElseThrow(Refusals::noSuchCustomer);
        var latest = clock.instant().plus(CLOCKS_DIFFER);
        return new Span(
                open(customer.customer(), known.key()),
                from.filter(known.since()::isBefore).orElse(known.since()),
                to.filter(latest::isAfter).orElse(latest));
    }

    /// Every pseudonym the customer may have had between two moments.
    static List<Pseudonym> pseudonyms(CustomerKey key, Instant from, Instant to) {
        var pseudonyms = new ArrayList<Pseudonym>();
        var last = YearMonth.from(to.atOffset(ZoneOffset.UTC));
        for (var month = YearMonth.from(from.atOffset(ZoneOffset.UTC));
                !month.isAfter(last);
                month = month.plusMonths(1)) {
            pseudonyms.add(new Pseudonym(key.pseudonym(month)));
        }
        return pseudonyms;
    }

    private Seen seen(long customer, CustomerKey key, LedgerSearch.Found found) {
        var entry = found.entry();
        var words = found.sealedDetail()
                .filter(detail -> entry.detail().equals(Optional.of(Hash.of(detail))))
                .map(detail -> LookWords.open(details, key, entry.collection().orElse(""), customer, detail))
                .orElse(LookWords.NONE);
        return new Seen(
                found.index(),
                entry.time(),
                entry.kind().word(),
                entry.actor(),
                words.onBehalfOf(),
                words.reason(),
                entry.purpose(),
                entry.collection(),
                entry.fields(),
                entry.decision(),
                found.receipt().toString());
    }

    private CustomerKey open(long customer, CustomerKey.Wrapped wrapped) {
        try {
            return opening.openKey(customer, wrapped);
        } catch (DoesNotOpen changed) {
            throw Refusals.damaged();
        }
    }

    /// @param since no later than any look
    private record Known(CustomerKey.Wrapped key, Instant since) {}

    private static Optional<Known> read(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select kek_version, key_version, wrapped, commitment, created_at from customer_key"
                        + " where customer_id = ?")) {
            statement.setLong(1, customer);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var key = new CustomerKey.Wrapped(rows.getInt(1), rows.getInt(2), rows.getBytes(3), rows.getBytes(4));
                return Optional.of(new Known(
                        key, rows.getObject(5, OffsetDateTime.class).toInstant().minus(CLOCKS_DIFFER)));
            }
        }
    }
}
