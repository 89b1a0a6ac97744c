package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Decision;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.StoredData;
import dev.strongroom.core.crypto.SealedRecord;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which records there are: those of one customer, and whether a collection or field holds any.
public final class CustomerRecords implements StoredData {

    private static final int BATCH = 1_000;

    private final Transactions transactions;
    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final CustomerLookEntries entries;
    private final IndexBuilds builds;
    private final HistoryPeriods periods;
    private final CountedLooks counts;

    CustomerRecords(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            CustomerLookEntries entries,
            IndexBuilds builds,
            HistoryPeriods periods,
            CountedLooks counts) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.active = active;
        this.entries = entries;
        this.builds = builds;
        this.periods = periods;
        this.counts = counts;
    }

    /// A record's id and collection.
    public record Listed(RecordId id, String collection) {}

    /// The records of a customer in the collections where the caller may see something for the purpose. What exists
    /// is told as carefully as what it holds: the listing is a look, counted as one record, and one of nothing is
    /// answered as unknown.
    ///
    /// @param look its collection is not used
    public List<Listed> list(Look look, RecordId customer) {
        anyPermit(look, customer).ifPresent(permit -> count(look, customer, permit));
        var all = transactions.run(connection -> read(connection, customer.customer()));
        var visible = new HashMap<String, Boolean>();
        var policy = active.current().map(catalog -> catalog.hash()).orElse("-");
        var listed = all.stream()
                .filter(record -> visible.computeIfAbsent(record.collection(), name -> maySee(look, customer, name)))
                .toList();
        if (listed.isEmpty()) {
            entries.refuse(look, customer, policy, "customer.not_found");
            throw Refusals.noSuchCustomer();
        }
        entries.listed(look, customer, policy);
        return listed;
    }

    /// Before it is known whether there is anything, so that the refusal does not tell.
    private Optional<Decision.Permit> anyPermit(Look look, RecordId customer) {
        var subject = decisions.subject(look.caller(), customer.customer());
        return active.current().stream()
                .flatMap(catalog -> catalog.collections().stream())
                .map(one -> decisions.decide(look.caller(), look.purpose(), one.id(), List.of(), subject))
                .filter(Decision.Permit.class::isInstance)
                .map(Decision.Permit.class::cast)
                .findFirst();
    }

    private void count(Look look, RecordId customer, Decision.Permit permit) {
        try {
            counts.take(look, permit, List.of(customer));
        } catch (Problem exceeded) {
            entries.refuse(look, customer, permit.policy(), exceeded.code());
            throw exceeded;
        }
    }

    @Override
    public boolean holdsRecords(String collection) {
        return transactions.run(connection -> {
            try (var statement =
                    connection.prepareStatement("select exists (select 1 from record where collection = ?)")) {
                statement.setString(1, collection);
                try (var rows = statement.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        });
    }

    /// Field names are not secret within the vault: they stand unsealed in each sealed record.
    @Override
    public boolean holdsField(String collection, String field) {
        return transactions.run(connection -> {
            var after = new RecordId(Long.MIN_VALUE, Long.MIN_VALUE);
            while (true) {
                var batch = RecordScan.next(connection, collection, after, BATCH);
                boolean holds = batch.stream()
                        .anyMatch(record ->
                                SealedRecord.decode(record.sealed()).fields().containsKey(field));
                if (holds || batch.size() < BATCH) {
                    return holds;
                }
                after = batch.getLast().id();
            }
        });
    }

    @Override
    public void prepare(Connection transaction, Catalog next) throws SQLException {
        builds.reconcile(transaction, next);
        periods.removeAllOver(transaction, next);
    }

    /// A person whose second factor is stale is told so, not that there is nothing.
    private boolean maySee(Look look, RecordId customer, String collection) {
        var subject = decisions.subject(look.caller(), customer.customer());
        var decision = decisions.decide(look.caller(), look.purpose(), collection, List.of(), subject);
        if (decision instanceof Decision.Deny deny && deny.reason() == Decision.Reason.FACTOR_STALE) {
            var problem = Refusals.of(deny);
            entries.refuse(look, customer, deny.policy(), problem.code());
            throw problem;
        }
        return decision instanceof Decision.Permit;
    }

    static List<Listed> read(Connection connection, long customer) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select record_id, collection from record where customer_id = ? order by collection, record_id")) {
            statement.setLong(1, customer);
            var records = new ArrayList<Listed>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    records.add(new Listed(new RecordId(customer, rows.getLong(1)), rows.getString(2)));
                }
            }
            return records;
        }
    }

    /// How many records of each collection.
    static Map<String, Integer> count(List<Listed> records) {
        var counts = new java.util.TreeMap<String, Integer>();
        records.forEach(record -> counts.merge(record.collection(), 1, Integer::sum));
        return counts;
    }
}
