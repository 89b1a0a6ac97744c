package dev.strongroom.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where every look, write and change is recorded before it takes effect.
///
/// Guarantees: when an append returns, the entry is on disk at an index that never changes. Does not guarantee: that
/// an entry whose append failed or timed out is absent.
public final class Ledger {

    private static final Duration APPEND_LIMIT = Duration.ofSeconds(5);

    private final GroupAppender appender;
    private final LogState state;

    Ledger(GroupAppender appender, LogState state) {
        this.appender = appender;
        this.state = state;
    }

    /// Appends in one commit shared with other callers, and waits until it is durable.
    ///
    /// @return one receipt a draft, in order
    /// @throws LedgerUnavailable if that took longer than five seconds or failed
    public List<Receipt> append(List<Draft> drafts) {
        return await(appendAsync(drafts));
    }

    /// As [#append(List)] for one draft.
    public Receipt append(Draft draft) {
        return append(List.of(draft)).getFirst();
    }

    /// Starts an append; the receipts are there once it is durable.
    public CompletableFuture<List<Receipt>> appendAsync(List<Draft> drafts) {
        var encoded = drafts.stream().map(EncodedDraft::of).toList();
        return appender.append(encoded).thenApply(base -> receipts(base, encoded));
    }

    /// Appends as the last act of the caller's transaction, which must commit at once: until then every other append
    /// waits.
    ///
    /// @return receipts that hold once the transaction has committed
    public List<Receipt> appendWithin(Connection transaction, List<Draft> drafts) throws SQLException {
        var encoded = drafts.stream().map(EncodedDraft::of).toList();
        return receipts(AppendStatement.execute(transaction, encoded, state.publishedSize()), encoded);
    }

    private static List<Receipt> receipts(long base, List<EncodedDraft> drafts) {
        var receipts = new Receipt[drafts.size()];
        for (int i = 0; i < receipts.length; i++) {
            receipts[i] = Receipt.of(base + i, drafts.get(i).entry());
        }
        return List.of(receipts);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(APPEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("Interrupted while waiting for the ledger");
        } catch (ExecutionException | TimeoutException failed) {
            throw new LedgerUnavailable("The ledger did not confirm in time");
        }
    }
}
