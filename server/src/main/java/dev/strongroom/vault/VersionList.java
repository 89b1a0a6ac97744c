package dev.strongroom.vault;

import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Hash;
import dev.strongroom.ledger.LedgerSearch;
import dev.strongroom.ledger.Receipt;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who wrote the versions of a record, told from the ledger alone: every write advances the version by one and leaves
/// one entry, so the n-th entry about a record is of version n.
public final class VersionList {

    private static final int PAGE = 100;

    private VersionList() {}

    /// One version.
    ///
    /// @param action `create`, `update`, `restore`, or `reseal` where only the customer's key was replaced and the
    ///     values are those of the version before
    /// @param restored the version whose values it took over; only of a restore
    /// @param fields field id to `set` or `removed`
    /// @param kept whether its values can be disclosed
    /// @param index of its entry in the log
    /// @param receipt from which the entry is proven
    public record Item(
            int version,
            Instant time,
            String actor,
            String action,
            Optional<Integer> restored,
            SortedMap<String, String> fields,
            boolean kept,
            long index,
            String receipt) {

        public Item {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }
    }

    /// @param next pass it as `before` for the next page; empty when there is nothing more
    /// @param receipt of the entry that tells of this look
    public record Page(List<Item> versions, Optional<Integer> next, Optional<String> receipt) {

        public Page {
            versions = List.copyOf(versions);
        }

        Page with(Receipt proof) {
            return new Page(versions, next, Optional.of(proof.toString()));
        }
    }

    /// @param snapshot in which record and entries are of one moment
    /// @return empty if there is no such record
    /// @throws DoesNotOpen if the record was changed, or its versions and the ledger's entries are not the same number
    static Optional<Page> read(
            Connection snapshot,
            RecordOpening opening,
            HistoryPeriods periods,
            CollectionDefinition definition,
            RecordId id,
            int before)
            throws SQLException {
        var stored = RecordScan.byIds(snapshot, List.of(id));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        var record = opening.open(stored.getFirst());
        int newest = record.sealed().version();
        requireSame(snapshot, record);
        int first = Math.min(newest, before - 1);
        var name = WriteEntries.pseudonym(record);
        var entries = LedgerSearch.aboutRecord(snapshot, name, (long) newest - first, PAGE);
        var kept = periods.kept(snapshot, definition, id, first - entries.size() + 1, first);
        var items = new ArrayList<Item>();
        for (var entry : entries) {
            int version = first - items.size();
            items.add(item(version, entry, version == newest || kept.contains(version)));
        }
        int last = first - items.size() + 1;
        return Optional.of(
                new Page(items, last > 1 && !items.isEmpty() ? Optional.of(last) : Optional.empty(), Optional.empty()));
    }

    /// A record put back to an earlier version would be told the history of another.
    private static void requireSame(Connection snapshot, OpenedRecord record) throws SQLException {
        var name = WriteEntries.pseudonym(record);
        var newest = LedgerSearch.aboutRecord(snapshot, name, 0, 1);
        boolean same = !newest.isEmpty()
                && newest.getFirst().entry().kind() == EntryKind.WRITE
                && newest.getFirst()
                        .entry()
                        .manifest()
                        .equals(Optional.of(new Hash(record.sealed().manifestHash())));
        if (!same
                || LedgerSearch.countAboutRecord(snapshot, name)
                        != record.sealed().version()) {
            throw new DoesNotOpen("A record is not what the ledger says");
        }
    }

    private static Item item(int version, LedgerSearch.Found found, boolean kept) {
        var entry = found.entry();
        var restored = WriteEntries.version(entry);
        return new Item(
                version,
                entry.time(),
                entry.actor(),
                action(version, entry.fields().keySet(), restored.isPresent()),
                restored,
                fields(entry.fields()),
                kept,
                found.index(),
                found.receipt().toString());
    }

    private static String action(int version, Set<String> fields, boolean isRestore) {
        if (isRestore) {
            return "restore";
        }
        if (fields.contains(WriteEntries.KEY)) {
            return "reseal";
        }
        return version == 1 ? "create" : "update";
    }

    /// What else an entry says is named with a hyphen, as no field is.
    private static SortedMap<String, String> fields(Map<String, String> told) {
        return told.entrySet().stream()
                .filter(field -> field.getKey().indexOf('-') < 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one, TreeMap::new));
    }
}
