package dev.strongroom.vault;

import dev.strongroom.access.Budgets;
import dev.strongroom.core.crypto.HmacSha256;
import dev.strongroom.database.SharedRoundTrips;
import dev.strongroom.web.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/// One import under way: a few parts are sealed ahead of the one that is being stored.
final class ImportRun {

    private static final int LINES_A_PART = 1_000;
    private static final int BYTES_A_PART = 1 << 20;
    private static final int MOST_ATTEMPTS = 5;
    private static final byte[] TOO_LONG = {0};

    /// Fails once the caller may not write any more.
    private final Supplier<ImportPreparation.Target> targets;

    private final ImportPreparation preparation;
    private final ImportStore store;
    private final ExecutorService sealing;
    private final HmacSha256 mac;
    private final Budgets budgets;
    private final int ahead = Runtime.getRuntime().availableProcessors() + 1;

    ImportRun(
            Supplier<ImportPreparation.Target> targets,
            ImportPreparation preparation,
            ImportStore store,
            ExecutorService sealing,
            HmacSha256 mac,
            Budgets budgets) {
        this.targets = targets;
        this.preparation = preparation;
        this.store = store;
        this.sealing = sealing;
        this.mac = mac;
        this.budgets = budgets;
    }

    /// Lines read but not yet stored, with what is being made of them.
    private record Pending(
            List<ImportLines.Line> lines,
            long fromLine,
            long toLine,
            byte[] content,
            boolean last,
            ImportPreparation.Target target,
            CompletableFuture<List<ImportItem>> items) {}

    ImportProgress run(
            RecordImports.Request request,
            ImportPreparation.Target target,
            ImportProgress.State state,
            ImportLines lines)
            throws IOException {
        var reading = new Reading(lines, mac.tag(new byte[0]));
        reading.skip(state);
        if (state.progress().complete()) {
            if (lines.next().isPresent()) {
                throw RecordImports.otherContent();
            }
            return state.progress();
        }
        var pending = new ArrayDeque<Pending>();
        long imported = 0;
        boolean isRead = false;
        while (!isRead || !pending.isEmpty()) {
            if (!isRead && pending.size() < ahead) {
                var part = reading.next(target);
                isRead = part.last();
                pending.add(part);
            } else {
                imported += storeOrAgain(request, pending.removeFirst());
            }
        }
        var before = state.progress();
        long all = before.imported() + imported;
        return new ImportProgress(
                before.id(),
                before.collection(),
                before.dryRun(),
                reading.line,
                all,
                before.rejected() + reading.filled - imported,
                true);
    }

    private int storeOrAgain(RecordImports.Request request, Pending part) {
        var target = part.target();
        var items = SharedRoundTrips.await(part.items());
        for (int attempt = 1; ; attempt++) {
            var now = targets.get();
            if (attempt > 1) {
                target = now;
                items = prepare(target, part.lines());
            }
            try {
                budgets.take(request.caller(), Budgets.Kind.IMPORTS, prepared(items));
                return store.store(
                        request,
                        target,
                        new ImportStore.Part(items, part.fromLine(), part.toLine(), part.content(), part.last()));
            } catch (ImportStore.Outdated changed) {
                if (attempt == MOST_ATTEMPTS) {
                    throw Refusals.configurationChanged();
                }
            } catch (Problem changed) {
                if (attempt == MOST_ATTEMPTS
                        || !Refusals.configurationChanged().code().equals(changed.code())) {
                    throw changed;
                }
            }
        }
    }

    private static int prepared(List<ImportItem> items) {
        return (int)
                items.stream().filter(ImportItem.Prepared.class::isInstance).count();
    }

    private List<ImportItem> prepare(ImportPreparation.Target target, List<ImportLines.Line> lines) {
        return preparation.seal(target, preparation.check(target, lines));
    }

    /// Where in the lines the import is.
    private final class Reading {

        private final ImportLines lines;
        private byte[] content;
        private long line;
        private long filled;

        Reading(ImportLines lines, byte[] content) {
            this.lines = lines;
            this.content = content;
        }

        /// Passes over what an earlier run has done, after comparing it.
        void skip(ImportProgress.State state) throws IOException {
            while (line < state.progress().lines()) {
                var next = lines.next();
                if (next.isEmpty()) {
                    break;
                }
                pass(next.get());
            }
            RecordImports.requireSame(state.content(), content);
            filled = 0;
        }

        private void pass(ImportLines.Line next) {
            line = next.number();
            content = next.tooLong() ? mac.tag(content, TOO_LONG) : mac.tag(content, next.bytes());
            filled += next.tooLong() || next.bytes().length > 0 ? 1 : 0;
        }

        Pending next(ImportPreparation.Target target) throws IOException {
            long from = line;
            var part = new ArrayList<ImportLines.Line>(LINES_A_PART);
            int bytes = 0;
            boolean isLast = false;
            while (!isLast && part.size() < LINES_A_PART && bytes < BYTES_A_PART) {
                var next = lines.next();
                isLast = next.isEmpty();
                if (next.isPresent()) {
                    refuseBehindTheLimit(next.get());
                    pass(next.get());
                    part.add(next.get());
                    bytes += next.get().bytes().length;
                }
            }
            var items = CompletableFuture.supplyAsync(() -> prepare(target, part), sealing);
            return new Pending(part, from, line, content, isLast, target, items);
        }

        private static void refuseBehindTheLimit(ImportLines.Line next) {
            if (next.number() > RecordImports.MOST_LINES) {
                throw Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "import.too_long",
                        "Send up to 1,000,000 lines at a time, the rest under another import id.");
            }
        }
    }
}
