package dev.strongroom.vault;

import dev.strongroom.core.crypto.DoesNotOpen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens every earlier version, round and round, so that damage is known before somebody asks for the version or the
/// customer's key is to be rotated. Versions that are missing are not found.
public final class VersionCheck {

    private static final Logger log = LoggerFactory.getLogger(VersionCheck.class);
    private static final int BATCH = 200;
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final VersionRows.Name START = new VersionRows.Name(new RecordId(Long.MIN_VALUE, Long.MIN_VALUE), 0);

    private final Transactions transactions;
    private final RecordOpening opening;
    private final Map<RecordId, RecordCheck.Finding> findings = new LinkedHashMap<>();
    private final Map<RecordId, RecordCheck.Finding> found = new LinkedHashMap<>();
    private VersionRows.Name after = START;

    VersionCheck(Transactions transactions, RecordOpening opening) {
        this.transactions = transactions;
        this.opening = opening;
    }

    /// Records of which a version does not open, with the code `version.damaged`: what the last whole round found, and
    /// what the running one has found so far.
    public synchronized List<RecordCheck.Finding> findings() {
        var all = new LinkedHashMap<>(findings);
        all.putAll(found);
        return List.copyOf(all.values());
    }

    /// Checks the next batch.
    ///
    /// @return how long to rest before the one after it
    Duration step() {
        var batch = transactions.read(connection -> VersionRows.next(connection, after, BATCH));
        batch.forEach(this::check);
        if (batch.size() < BATCH) {
            endRound();
            return PAUSE;
        }
        after = batch.getLast().name();
        return REST;
    }

    private void check(KeptVersion kept) {
        try {
            kept.open(opening);
        } catch (DoesNotOpen changed) {
            record(new RecordCheck.Finding(kept.stored().id(), kept.stored().collection(), "version.damaged"));
        }
    }

    private synchronized void record(RecordCheck.Finding finding) {
        if (!finding.equals(findings.get(finding.record()))) {
            log.error("An earlier version of record {} in {} does not open", finding.record(), finding.collection());
        }
        found.put(finding.record(), finding);
    }

    private synchronized void endRound() {
        findings.clear();
        findings.putAll(found);
        found.clear();
        after = START;
    }
}
