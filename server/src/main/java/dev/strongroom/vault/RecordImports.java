package dev.strongroom.vault;

import dev.strongroom.access.AccessDecisions;
import dev.strongroom.access.Budgets;
import dev.strongroom.access.Subject;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.web.Caller;
import dev.strongroom.web.LastingCaller;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/// Stores many records of one collection. Lines are sealed on all cores and stored in their order, up to a thousand a
/// transaction, each record with its own entry.
///
/// Guarantees: a line is stored once, however often the import is cut off and repeated under the same id; a line that
/// cannot be stored is named with its reason and keeps no other from being stored. Does not guarantee: that an
/// import which fails leaves nothing; what it had stored stays.
public final class RecordImports implements AutoCloseable {

    public static final int MOST_LINES = 1_000_000;
    private static final int MOST_AT_ONCE = 2;
    private static final int REJECTS_A_PAGE = 1_000;

    private final Transactions transactions;
    private final AccessDecisions decisions;
    private final ActiveCatalog active;
    private final ImportPreparation preparation;
    private final ImportStore store;
    private final WriteEntries entries;
    private final Ledger ledger;
    private final Budgets budgets;
    private final HmacSha256 content;
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService sealing = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("import-sealing-", 0).factory());

    RecordImports(
            Transactions transactions,
            AccessDecisions decisions,
            ActiveCatalog active,
            ImportPreparation preparation,
            ImportStore store,
            WriteEntries entries,
            Ledger ledger,
            Budgets budgets,
            HmacSha256 content) {
        this.transactions = transactions;
        this.decisions = decisions;
        this.active = active;
        this.preparation = preparation;
        this.store = store;
        this.entries = entries;
        this.ledger = ledger;
        this.budgets = budgets;
        this.content = content;
    }

    /// A wish to import.
    ///
    /// @param id chosen by the caller; the same id goes on where the import was cut off
    /// @param dryRun whether lines are only checked, and nothing is stored
    /// @param announced how many lines will come, or 0 when that is not known
    public record Request(Caller caller, String collection, String id, boolean dryRun, long announced) {

        private Request by(Caller now) {
            return new Request(now, collection, id, dryRun, announced);
        }
    }

    /// Reads the lines to their end.
    ///
    /// @param caller asked again before each part is stored
    /// @return how it ended; the lines that were rejected are read by [#rejects]
    /// @throws Problem when the import as a whole is refused or stops; repeated under its id it goes on
    public ImportProgress run(Request request, LastingCaller caller, ImportLines lines) throws IOException {
        if (!turns.tryAcquire()) {
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "import.busy",
                            "Repeat the import later: other imports are running.")
                    .with("retryAfterSeconds", 10);
        }
        try {
            return runRecorded(request, caller, lines);
        } finally {
            turns.release();
        }
    }

    private ImportProgress runRecorded(Request request, LastingCaller caller, ImportLines lines) throws IOException {
        try {
            var target = target(request);
            budgets.require(request.caller(), Budgets.Kind.IMPORTS, request.announced());
            var state = begin(request);
            return new ImportRun(() -> target(request.by(caller.now())), preparation, store, sealing, content, budgets)
                    .run(request, target, state, lines);
        } catch (Problem refused) {
            if (refused.status().is4xxClientError()) {
                var policy = active.current().map(catalog -> catalog.hash()).orElse("-");
                ledger.append(entries.refusal(request.caller(), request.collection(), policy, refused.code()));
            }
            throw refused;
        }
    }

    private ImportPreparation.Target target(Request request) {
        var catalog = active.current().orElseThrow(Refusals::unknownCollection);
        if (!catalog.mayWrite(decisions.roles(request.caller(), Subject.EVERYONE), request.collection())) {
            throw Refusals.mayNotWrite();
        }
        var definition = catalog.collection(request.collection()).orElseThrow(Refusals::unknownCollection);
        return new ImportPreparation.Target(request.caller(), catalog, definition);
    }

    private ImportProgress.State begin(Request request) {
        var fresh = new ImportProgress(request.id(), request.collection(), request.dryRun(), 0, 0, 0, false);
        var state = transactions.run(
                connection -> ImportProgress.begin(connection, request.caller().id(), fresh, content.tag(new byte[0])));
        var begun = state.progress();
        if (!begun.collection().equals(request.collection()) || begun.dryRun() != request.dryRun()) {
            throw otherContent();
        }
        return state;
    }

    /// Whether these are the bytes of which an earlier run has done the first lines.
    static void requireSame(byte[] known, byte[] now) {
        if (!MessageDigest.isEqual(known, now)) {
            throw otherContent();
        }
    }

    static Problem otherContent() {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "import.other_content",
                "Use another import id for other lines: under this one other lines were imported.");
    }

    /// @throws Problem 404 when the caller has begun no such import, or a week ago
    public ImportProgress progress(Caller caller, String id) {
        return transactions
                .run(connection -> ImportProgress.read(connection, caller.id(), id))
                .map(ImportProgress.State::progress)
                .orElseThrow(() -> Problem.of(
                        HttpStatus.NOT_FOUND, "import.unknown", "Check the id that the import was sent with."));
    }

    /// The next lines that were rejected, in their order.
    ///
    /// @param after number of the last line of the previous page, or 0
    public List<ImportProgress.Reject> rejects(Caller caller, String id, long after) {
        progress(caller, id);
        return transactions.run(
                connection -> ImportProgress.rejects(connection, caller.id(), id, after, REJECTS_A_PAGE));
    }

    @Override
    public void close() {
        sealing.shutdownNow();
    }
}
