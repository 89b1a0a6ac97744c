package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Budgets;
import dev.strongroom.access.Decision;
import dev.strongroom.access.Subject;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Discloses every record of a collection, part by part: while one part is written out, the next are opened on all
/// cores and their entries are appended. Nothing is written out before its entry is durable.
///
/// Does not guarantee one moment for all: a record that is changed or created meanwhile may be disclosed either way.
public final class RecordExports implements AutoCloseable {

    private static final int PART = 250;
    private static final RecordId START = new RecordId(Long.MIN_VALUE, Long.MIN_VALUE);

    private final AccessDecisions decisions;
    private final Transactions transactions;
    private final Door door;
    private final LookRefusals refusals;
    private final CountedLooks counts;
    private final LookEntries entries;
    private final Ledger ledger;
    private final Budgets budgets;
    private final int ahead = Runtime.getRuntime().availableProcessors() + 1;
    private final ExecutorService opening = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("export-opening-", 0).factory());

    RecordExports(
            AccessDecisions decisions,
            Transactions transactions,
            Door door,
            LookRefusals refusals,
            CountedLooks counts,
            LookEntries entries,
            Ledger ledger,
            Budgets budgets) {
        this.decisions = decisions;
        this.transactions = transactions;
        this.door = door;
        this.refusals = refusals;
        this.counts = counts;
        this.entries = entries;
        this.ledger = ledger;
        this.budgets = budgets;
    }

    /// Where disclosures go.
    public interface Sink {

        /// Comes first.
        ///
        /// @param records how many there are now
        void begin(long records);

        void write(Collection<Map.Entry<RecordId, BatchDisclosure.Item>> items) throws IOException;
    }

    /// @param caller asked again for each part
    /// @throws Problem when it is refused, or rights are taken away while it runs
    public void export(Look look, LastingCaller caller, Sink sink) throws IOException {
        var permit = permit(look);
        long records = transactions.read(connection -> RecordScan.count(connection, look.collection()));
        counts.spend(look, permit.policy(), () -> budgets.require(look.caller(), Budgets.Kind.DISCLOSURES, records));
        ledger.append(entries.export(look, permit.policy()));
        sink.begin(records);
        var parts = new ArrayDeque<CompletableFuture<Door.Part>>();
        try {
            write(new Course(look, caller, permit.policy()), sink, parts);
        } finally {
            parts.forEach(RecordExports::settle);
        }
    }

    /// @param policy the catalog that it began under
    private record Course(Look look, LastingCaller caller, String policy) {}

    private void write(Course course, Sink sink, Deque<CompletableFuture<Door.Part>> parts) throws IOException {
        var after = START;
        boolean isRead = false;
        while (!isRead || !parts.isEmpty()) {
            if (!isRead && parts.size() < ahead) {
                var batch = next(course.look(), after);
                isRead = batch.size() < PART;
                after = batch.isEmpty() ? after : batch.getLast().id();
                parts.add(start(course, batch));
            } else {
                sink.write(
                        door.finish(SharedRoundTrips.await(parts.removeFirst())).entrySet());
            }
        }
    }

    private List<StoredRecord> next(Look look, RecordId after) {
        return transactions.read(connection -> RecordScan.next(connection, look.collection(), after, PART));
    }

    /// Decides anew for each part, under the configuration it was read with.
    private CompletableFuture<Door.Part> start(Course course, List<StoredRecord> batch) {
        if (!batch.isEmpty()) {
            door.isCurrent(batch.getFirst().configurationVersion());
        }
        var look = asNow(course);
        var permit = permit(look);
        counts.spend(look, permit.policy(), () -> budgets.take(look.caller(), Budgets.Kind.DISCLOSURES, batch.size()));
        counts.count(look, permit, batch.stream().map(StoredRecord::id).toList());
        var permitted =
                batch.stream().map(record -> new Permitted<>(record, permit)).toList();
        return CompletableFuture.supplyAsync(() -> door.startRelease(look, permitted), opening);
    }

    private Look asNow(Course course) {
        try {
            return course.look().by(course.caller().now());
        } catch (Problem refused) {
            throw refusals.refuse(course.look(), Optional.empty(), course.policy(), refused);
        }
    }

    private Decision.Permit permit(Look look) {
        var decision =
                decisions.decideMany(look.caller(), look.purpose(), look.collection(), look.fields(), Subject.EVERYONE);
        if (decision instanceof Decision.Deny deny) {
            throw refusals.refuse(look, Optional.empty(), deny.policy(), Refusals.of(deny));
        }
        return (Decision.Permit) decision;
    }

    /// Waits for a part that is not written out any more: its entries may be on their way.
    private static void settle(CompletableFuture<Door.Part> part) {
        part.thenCompose(Door.Part::receipts)
                .handle((receipts, failure) -> receipts)
                .join();
    }

    @Override
    public void close() {
        opening.shutdownNow();
    }
}
