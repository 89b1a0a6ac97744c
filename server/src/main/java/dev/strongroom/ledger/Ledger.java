package dev.strongroom.ledger;

import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.database.SharedRoundTrips;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where every look, write and change is recorded before it takes effect.
///
/// Guarantees: when an append returns, the entry is on disk at an index that never changes. Does not guarantee: that
/// an entry whose append failed or timed out is absent.
public final class Ledger {

    private final SharedRoundTrips roundTrips;
    private final AppendStatement plain;
    private final AppendStatement detailed;

    Ledger(SharedRoundTrips roundTrips, LogState state) {
        this.roundTrips = roundTrips;
        this.plain = new AppendStatement(false, state::publishedSize);
        this.detailed = new AppendStatement(true, state::publishedSize);
    }

    /// Appends in one commit shared with other callers, and waits until it is durable.
    ///
    /// @return one receipt a draft, in order
    /// @throws LedgerUnavailable if that failed or was not confirmed in time
    public List<Receipt> append(List<Draft> drafts) {
        var encoded = drafts.stream().map(EncodedDraft::of).toList();
        try {
            return receipts(roundTrips.ask(statement(encoded), encoded), encoded);
        } catch (DatabaseUnavailable failed) {
            throw new LedgerUnavailable("The ledger cannot be written");
        }
    }

    /// An append under way.
    ///
    /// @param entry its bytes
    /// @param base completes with its index once it is durable
    public record Appending(byte[] entry, CompletableFuture<Long> base) {

        /// @param index as `base` gave it
        public Receipt receipt(long index) {
            return Receipt.of(index, entry);
        }
    }

    /// Starts to append one draft without waiting.
    public Appending start(Draft draft) {
        var encoded = EncodedDraft.of(draft);
        var drafts = List.of(encoded);
        var base = roundTrips.start(statement(drafts), drafts).exceptionally(Ledger::refused);
        return new Appending(encoded.entry(), base);
    }

    /// Starts to append several drafts without waiting.
    ///
    /// @return completes with one receipt a draft, in order, once all are durable
    public CompletableFuture<List<Receipt>> startAll(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var encoded = drafts.stream().map(EncodedDraft::of).toList();
        return roundTrips
                .start(statement(encoded), encoded)
                .exceptionally(Ledger::refused)
                .thenApply(base -> receipts(base, encoded));
    }

    private static Long refused(Throwable failure) {
        throw new LedgerUnavailable("The ledger cannot be written");
    }

    /// As [#append(List)] for one draft.
    public Receipt append(Draft draft) {
        return append(List.of(draft)).getFirst();
    }

    /// Appends as the last act of the caller's transaction, which must commit at once: until then every other append
    /// waits.
    ///
    /// @return receipts that hold once the transaction has committed
    public List<Receipt> appendWithin(Connection transaction, List<Draft> drafts) throws SQLException {
        var encoded = drafts.stream().map(EncodedDraft::of).toList();
        return receipts(statement(encoded).execute(transaction, encoded), encoded);
    }

    private AppendStatement statement(List<EncodedDraft> drafts) {
        return drafts.stream().allMatch(draft -> draft.detail() == null) ? plain : detailed;
    }

    private static List<Receipt> receipts(long base, List<EncodedDraft> drafts) {
        var receipts = new Receipt[drafts.size()];
        for (int i = 0; i < receipts.length; i++) {
            receipts[i] = Receipt.of(base + i, drafts.get(i).entry());
        }
        return List.of(receipts);
    }
}
