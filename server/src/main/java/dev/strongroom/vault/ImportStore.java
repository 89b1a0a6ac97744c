package dev.strongroom.vault;

import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Stores what an import has prepared: keys, records, index rows, how far the import has come, and as the last act
/// one entry a record.
final class ImportStore {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Transactions transactions;
    private final CatalogInForce inForce;
    private final SearchIndexes indexes;
    private final Ledger ledger;

    ImportStore(Transactions transactions, CatalogInForce inForce, SearchIndexes indexes, Ledger ledger) {
        this.transactions = transactions;
        this.inForce = inForce;
        this.indexes = indexes;
        this.ledger = ledger;
    }

    /// Some lines, prepared.
    ///
    /// @param fromLine how many lines were done before
    /// @param toLine how many are done with these
    /// @param content keyed hash over all lines up to the last of these
    record Part(List<ImportItem> items, long fromLine, long toLine, byte[] content, boolean last) {}

    /// What the parts were prepared against has changed: they are to be prepared again.
    static final class Outdated extends RuntimeException {
        Outdated() {
            super("Outdated", null, false, false);
        }
    }

    /// @return how many records were stored, or would have been
    /// @throws Outdated if a customer's key or a unique value has changed meanwhile
    int store(RecordImports.Request request, ImportPreparation.Target target, Part part) {
        return transactions.run(connection -> {
            inForce.hold(connection, target.catalog().hash());
            var prepared = part.items().stream()
                    .filter(ImportItem.Prepared.class::isInstance)
                    .map(ImportItem.Prepared.class::cast)
                    .toList();
            holdCustomers(connection, prepared);
            var rejects = part.items().stream()
                    .filter(ImportItem.Rejected.class::isInstance)
                    .map(ImportItem.Rejected.class::cast)
                    .collect(Collectors.toCollection(ArrayList::new));
            var accepted = request.dryRun()
                    ? unique(request, connection, prepared, rejects)
                    : storeUnique(request, connection, prepared, rejects);
            advance(connection, request, part, accepted.size(), rejects);
            if (!request.dryRun() && !accepted.isEmpty()) {
                ledger.appendWithin(
                        connection,
                        accepted.stream().map(ImportItem.Prepared::draft).toList());
            }
            return accepted.size();
        });
    }

    /// Until the end of the transaction nobody rotates or erases the key that a record was sealed under.
    private static void holdCustomers(Connection connection, List<ImportItem.Prepared> prepared) throws SQLException {
        var known = prepared.stream().filter(item -> !item.isNewCustomer()).toList();
        if (known.isEmpty()) {
            return;
        }
        var customers =
                known.stream().map(item -> item.id().customer()).distinct().toList();
        var keys = ImportRows.keys(connection, customers, RecordRows.KeyLock.SHARE);
        for (var item : known) {
            var key = keys.get(item.id().customer());
            if (key == null || key.keyVersion() != item.key().keyVersion()) {
                throw new Outdated();
            }
        }
    }

    private List<ImportItem.Prepared> unique(
            RecordImports.Request request,
            Connection connection,
            List<ImportItem.Prepared> prepared,
            List<ImportItem.Rejected> rejects)
            throws SQLException {
        var values = prepared.stream()
                .flatMap(item -> item.indexes().unique().stream())
                .map(ImportRows.UniqueValue::of)
                .distinct()
                .toList();
        var taken = new HashSet<>(ImportRows.taken(connection, values));
        if (request.dryRun()) {
            taken.addAll(ImportTrial.remember(connection, request.caller().id(), request.id(), values));
        }
        var accepted = new ArrayList<ImportItem.Prepared>();
        for (var item : prepared) {
            var conflict = conflict(item, taken);
            if (conflict.isEmpty()) {
                accepted.add(item);
                item.indexes().unique().forEach(row -> taken.add(ImportRows.UniqueValue.of(row)));
            } else {
                var field = indexes.field(conflict.get()).orElse("");
                rejects.add(new ImportItem.Rejected(item.line(), field, "field.not_unique"));
            }
        }
        return accepted;
    }

    private static Optional<Integer> conflict(ImportItem.Prepared item, Set<ImportRows.UniqueValue> taken) {
        return item.indexes().unique().stream()
                .filter(row -> taken.contains(ImportRows.UniqueValue.of(row)))
                .map(IndexRows.Value::index)
                .findFirst();
    }

    /// Stores without looking for unique values that are taken; only where there are some are they looked for.
    ///
    /// @throws Outdated if another caller has stored one since it was looked for
    private List<ImportItem.Prepared> storeUnique(
            RecordImports.Request request,
            Connection connection,
            List<ImportItem.Prepared> prepared,
            List<ImportItem.Rejected> rejects)
            throws SQLException {
        var before = connection.setSavepoint();
        if (isStored(connection, request.collection(), prepared)) {
            connection.releaseSavepoint(before);
            return prepared;
        }
        connection.rollback(before);
        var accepted = unique(request, connection, prepared, rejects);
        if (!isStored(connection, request.collection(), accepted)) {
            throw new Outdated();
        }
        return accepted;
    }

    /// @return whether no unique value was taken; otherwise the caller rolls back
    private static boolean isStored(Connection connection, String collection, List<ImportItem.Prepared> items)
            throws SQLException {
        try {
            ImportRows.store(connection, collection, items);
            return true;
        } catch (SQLException failure) {
            if (UNIQUE_VIOLATION.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    private static void advance(
            Connection connection,
            RecordImports.Request request,
            Part part,
            int imported,
            List<ImportItem.Rejected> rejects)
            throws SQLException {
        var client = request.caller().id();
        var step = new ImportProgress.Step(part.toLine(), imported, rejects, part.content(), part.last());
        if (!ImportProgress.advance(connection, client, request.id(), part.fromLine(), step)) {
            throw Problem.of(
                    HttpStatus.CONFLICT,
                    "import.in_progress",
                    "Wait for the other run of this import, or repeat this one after it.");
        }
        if (part.last()) {
            ImportTrial.forget(connection, client, request.id());
        }
    }
}
