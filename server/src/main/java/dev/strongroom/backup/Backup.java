package dev.strongroom.backup;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import dev.strongroom.keys.KeptBackups;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.Ledger;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.LogSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One backup under way. Its end is written only after the ledger has the entry that it was made.
public final class Backup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Backup.class);
    private static final int MOST_CONNECTIONS = 3;

    private final KeptBackups.Begun begun;
    private final Snapshot snapshot;
    private final String actor;
    private final Parts parts;
    private final Runnable ended;
    private final List<CopiedTable> tables;
    private boolean finished;

    Backup(KeptBackups.Begun begun, Snapshot snapshot, String actor, Parts parts, Runnable ended) throws SQLException {
        this.begun = begun;
        this.snapshot = snapshot;
        this.actor = actor;
        this.parts = parts;
        this.ended = ended;
        this.tables = snapshot.tables();
    }

    /// What every backup needs.
    record Parts(
            KeptBackups kept,
            KeyRing ring,
            LogSigner signer,
            Ledger ledger,
            List<RecipientStanzaWriter> recipients,
            Clock clock) {}

    /// About how many bytes will be written.
    public long estimatedBytes() {
        return tables.stream().mapToLong(CopiedTable::estimatedBytes).sum();
    }

    /// @throws IOException if it was not written to its end: what was written is no backup
    public void writeTo(OutputStream out) throws IOException {
        var frames = new BackupFrames.Writer(out);
        try {
            var manifest = manifest(copyAll(frames));
            writeManifest(frames, parts.signer().sign(manifest.text()));
            parts.kept().finish(begun.id(), manifest.keyEncryptionKeys());
            finished = true;
            parts.ledger()
                    .append(Draft.of(LedgerEntry.of(parts.clock().instant(), EntryKind.BACKUP, actor, "-")
                            .withFields(Map.of("backup-" + begun.id(), "made"))));
            frames.end();
            log.info("Backup {} was made: {} tables, {} bytes", begun.id(), tables.size(), manifest.bytes());
        } catch (SQLException failure) {
            throw new IOException("The backup failed: SQL state " + failure.getSQLState());
        }
    }

    private List<Manifest.Table> copyAll(BackupFrames.Writer frames) throws IOException, SQLException {
        var waiting = new ConcurrentLinkedQueue<Numbered>();
        for (int i = 0; i < tables.size(); i++) {
            waiting.add(new Numbered(BackupFiles.ofTable(i, tables.get(i).name()), tables.get(i)));
        }
        int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_CONNECTIONS);
        try (var executor = Executors.newFixedThreadPool(workers)) {
            var copies = new ArrayList<Future<List<Manifest.Table>>>();
            for (int i = 0; i < workers; i++) {
                copies.add(executor.submit(copying(waiting, frames)));
            }
            var copied = new ArrayList<Manifest.Table>();
            for (var copy : copies) {
                copied.addAll(result(copy));
            }
            copied.sort(Comparator.comparing(Manifest.Table::file));
            return copied;
        }
    }

    private record Numbered(String file, CopiedTable table) {}

    private Callable<List<Manifest.Table>> copying(Queue<Numbered> waiting, BackupFrames.Writer frames) {
        return () -> {
            var copied = new ArrayList<Manifest.Table>();
            try (var connection = snapshot.another()) {
                var next = waiting.poll();
                while (next != null) {
                    copied.add(TableFile.write(connection, next.table(), next.file(), frames, parts.recipients()));
                    next = waiting.poll();
                }
                return copied;
            } catch (SQLException | IOException | RuntimeException failure) {
                frames.fail();
                throw failure;
            }
        };
    }

    private static List<Manifest.Table> result(Future<List<Manifest.Table>> copy) throws IOException, SQLException {
        try {
            return copy.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IOException("The backup was not taken to its end", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("The backup was interrupted", interrupted);
        }
    }

    private Manifest manifest(List<Manifest.Table> copied) throws SQLException {
        return new Manifest(
                parts.ring().deployment(),
                parts.signer().origin(),
                begun.id(),
                begun.startedAt(),
                begun.keepUntil(),
                snapshot.entries(),
                snapshot.checkpoint(),
                snapshot.keyEncryptionKeys(),
                snapshot.migrations(),
                snapshot.sequences(),
                copied);
    }

    private void writeManifest(BackupFrames.Writer frames, String note) throws IOException {
        var bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
        try (var file = BackupFiles.encrypting(frames.file(BackupFiles.MANIFEST), parts.recipients())) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        try {
            snapshot.close();
        } catch (SQLException alreadyBroken) {
            log.debug("The connection of a backup was broken already");
        } finally {
            ended.run();
            if (!finished) {
                parts.kept().abandon(begun.id());
            }
        }
    }
}
