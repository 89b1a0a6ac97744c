package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Hash;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LedgerSearch;
import dev.strongroom.ledger.Pseudonym;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares stored records with the ledger, round and round: each must open, and be what its newest write entry says.
/// A whole record put back to an earlier state, or back after its deletion or erasure, opens well and is found here.
public final class RecordCheck {

    private static final Logger log = LoggerFactory.getLogger(RecordCheck.class);
    private static final int BATCH = 200;
    private static final Duration ROUND = Duration.ofMinutes(8);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final RecordId START = new RecordId(Long.MIN_VALUE, Long.MIN_VALUE);

    private final Transactions transactions;
    private final RecordOpening opening;
    private final LedgerSearch ledger;
    private final Map<RecordId, Finding> findings = new LinkedHashMap<>();
    private final Map<RecordId, Finding> found = new LinkedHashMap<>();
    private RecordId after = START;
    private long inThisRound;
    private long expected;

    RecordCheck(Transactions transactions, RecordOpening opening, LedgerSearch ledger) {
        this.transactions = transactions;
        this.opening = opening;
        this.ledger = ledger;
    }

    /// A record that is not what the ledger says.
    ///
    /// @param code `record.damaged`, `record.rolled_back` or `record.unknown_to_ledger`
    public record Finding(RecordId record, String collection, String code) {}

    /// What the last whole round found, and what the running one has found so far.
    public synchronized List<Finding> findings() {
        var all = new LinkedHashMap<>(findings);
        all.putAll(found);
        return List.copyOf(all.values());
    }

    /// Checks the next batch.
    ///
    /// @return how long to rest before the one after it
    Duration step() {
        long started = System.nanoTime();
        if (after.equals(START)) {
            expected = Math.max(inThisRound, transactions.snapshot(RecordScan::estimatedCount));
            inThisRound = 0;
        }
        int checked = checkBatch();
        inThisRound += checked;
        expected = Math.max(expected, inThisRound);
        return checked < BATCH ? PAUSE : rest(expected, Duration.ofNanos(System.nanoTime() - started));
    }

    /// Spreads the batches over the round, so that callers do not feel it; where there are too many records for that,
    /// rests as long as it works.
    static Duration rest(long expected, Duration spent) {
        var share = ROUND.multipliedBy(BATCH).dividedBy(expected).minus(spent);
        var shorter = share.compareTo(LONGEST_REST) < 0 ? share : LONGEST_REST;
        return shorter.compareTo(spent) > 0 ? shorter : spent;
    }

    private int checkBatch() {
        var batch = transactions.snapshot(connection -> RecordScan.next(connection, after, BATCH));
        var suspects = suspects(batch);
        // A write may have come between reading the record and reading the ledger; a second look tells.
        suspects.keySet().retainAll(suspects(reread(suspects)).keySet());
        record(suspects);
        if (batch.size() < BATCH) {
            endRound();
            return batch.size();
        }
        after = batch.getLast().id();
        return batch.size();
    }

    private List<StoredRecord> reread(Map<RecordId, Finding> suspects) {
        return transactions.run(connection -> {
            var again = new java.util.ArrayList<StoredRecord>();
            for (var id : suspects.keySet()) {
                RecordRows.lock(connection, id).ifPresent(again::add);
            }
            return again;
        });
    }

    private Map<RecordId, Finding> suspects(List<StoredRecord> batch) {
        var suspects = new LinkedHashMap<RecordId, Finding>();
        var opened = new HashMap<Pseudonym, OpenedRecord>();
        for (var stored : batch) {
            try {
                var record = opening.open(stored);
                opened.put(WriteEntries.pseudonym(record), record);
            } catch (DoesNotOpen changed) {
                suspects.put(stored.id(), new Finding(stored.id(), stored.collection(), "record.damaged"));
            }
        }
        var erased = transactions.run(connection -> Erasures.erasedAmong(
                connection, batch.stream().map(stored -> stored.id().customer()).toList()));
        var newest = new HashMap<Pseudonym, LedgerEntry>();
        ledger.newestAboutRecords(opened.keySet())
                .forEach(entry -> entry.entry().record().ifPresent(name -> newest.put(name, entry.entry())));
        opened.forEach((name, record) -> compare(record, Optional.ofNullable(newest.get(name)))
                .or(() ->
                        erased.contains(record.id().customer()) ? Optional.of("record.rolled_back") : Optional.empty())
                .ifPresent(code -> suspects.put(record.id(), new Finding(record.id(), record.collection(), code))));
        return suspects;
    }

    private static Optional<String> compare(OpenedRecord record, Optional<LedgerEntry> newest) {
        if (newest.isEmpty()) {
            return Optional.of("record.unknown_to_ledger");
        }
        var manifest = Optional.of(new Hash(record.sealed().manifestHash()));
        boolean same = newest.get().kind() == EntryKind.WRITE
                && newest.get().manifest().equals(manifest);
        return same ? Optional.empty() : Optional.of("record.rolled_back");
    }

    private synchronized void record(Map<RecordId, Finding> suspects) {
        suspects.values().stream()
                .filter(finding -> !finding.equals(findings.get(finding.record())))
                .forEach(finding -> log.error(
                        "Record {} in {} is not what the ledger says: {}",
                        finding.record(),
                        finding.collection(),
                        finding.code()));
        found.putAll(suspects);
    }

    private synchronized void endRound() {
        findings.clear();
        findings.putAll(found);
        found.clear();
        after = START;
    }
}
