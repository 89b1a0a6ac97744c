package dev.strongroom.backup;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.database.EmptyDatabase;
import dev.strongroom.keys.KeyRing;
import dev.strongroom.keys.RestoredKeys;
import dev.strongroom.ledger.Draft;
import dev.strongroom.ledger.EntryKind;
import dev.strongroom.ledger.LedgerEntry;
import dev.strongroom.ledger.RestoredLedger;
import dev.strongroom.vault.ErasedAgain;
import dev.strongroom.vault.RestoredTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Fills an empty database from a backup, while no server runs. Everything is checked before the one transaction that
/// fills it commits; what is refused leaves the database empty.
public final class Restore {

    private final StrongroomConfiguration configuration;
    private final KeyRing ring;
    private final Clock clock;
    private final Progress progress;

    public Restore(StrongroomConfiguration configuration, KeyRing ring, Clock clock, Progress progress) {
        this.configuration = configuration;
        this.ring = ring;
        this.clock = clock;
        this.progress = progress;
    }

    /// Told how far it is; from several threads.
    public interface Progress {
        /// @param loading false while files are only checked
        void show(boolean loading, long bytes, long of);
    }

    /// What was restored.
    ///
    /// @param erasedAgain erasures that were made after the backup
    /// @param log what the log is called from now on
    public record Restored(
            String backup,
            java.time.Instant madeAt,
            long bytes,
            long rows,
            int erasedAgain,
            RestoredLedger.Continued log) {}

    /// @throws BackupRefused if it is not an intact backup of this deployment
    /// @throws EmptyDatabase.NotEmpty if the database has tables or is in use
    public Restored run(Path folder, RecoveryKey key) throws IOException {
        var backup = StoredBackup.open(folder, key, ring);
        var erased = ErasedAgain.read(configuration, ring)
                .orElseThrow(() -> new BackupRefused(BackupRefused.Reason.ERASURES_CHANGED, "erasures.log"));
        try (var database = EmptyDatabase.open(configuration)) {
            return run(database, backup, erased);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(
                    "The database did not take the backup: SQL state " + failure.getSQLState(), failure);
        }
    }

    private Restored run(EmptyDatabase database, StoredBackup backup, ErasedAgain erased)
            throws SQLException, IOException {
        try {
            backup.requireIntact(counting(false, backup.manifest().bytes()));
            database.migrate(backup.manifest().migrations().getLast().version());
            return load(database, backup, erased);
        } catch (BackupRefused refused) {
            database.abandon();
            throw refused;
        }
    }

    private java.util.function.LongConsumer counting(boolean loading, long of) {
        var bytes = new AtomicLong();
        return more -> progress.show(loading, bytes.addAndGet(more), of);
    }

    private Restored load(EmptyDatabase database, StoredBackup backup, ErasedAgain erased)
            throws SQLException, IOException {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            var restored = load(connection, backup, erased);
            database.finish(connection);
            connection.commit();
            connection.setAutoCommit(true);
            analyze(connection);
            return restored;
        }
    }

    /// The statistics do not come with the rows, and without them the first reads would be slow.
    private static void analyze(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private Restored load(Connection transaction, StoredBackup backup, ErasedAgain erased)
            throws SQLException, IOException {
        var manifest = backup.manifest();
        var tables = new LoadedTables(transaction, configuration.database().sharedBuffers());
        requireSameTables(transaction, tables, manifest);
        tables.prepare();
        long rows = copy(tables, backup);
        for (var sequence : manifest.sequences()) {
            tables.set(sequence);
        }
        tables.makeIndexes();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var ledger = new RestoredLedger(transaction, ring, configuration);
        if (!ledger.isWhatWasSigned(manifest.checkpoint())) {
            throw new BackupRefused(BackupRefused.Reason.OTHER_LOG, manifest.log());
        }
        int again = erased.run(transaction, ledger, at);
        tables.makeForeignKeys();
        RestoredTokens.passOver(transaction);
        RestoredKeys.recordDestroyed(transaction, ring, at);
        ledger.append(List.of(Draft.of(LedgerEntry.of(at, EntryKind.BACKUP, "server", "-")
                .withFields(Map.of("backup-" + manifest.backup(), "restored")))));
        var log = ledger.continueLog(manifest.log(), manifest.backup(), manifest.checkpoint(), manifest.entries(), at);
        return new Restored(manifest.backup(), manifest.madeAt(), manifest.bytes(), rows, again, log);
    }

    private static void requireSameTables(Connection transaction, LoadedTables tables, Manifest manifest)
            throws SQLException {
        var names = manifest.tables().stream().map(Manifest.Table::name).collect(Collectors.toCollection(TreeSet::new));
        boolean same = Snapshot.migrations(transaction).equals(manifest.migrations())
                && tables.names().equals(names);
        if (!same) {
            throw new BackupRefused(
                    BackupRefused.Reason.OTHER_VERSION,
                    manifest.migrations().getLast().version());
        }
    }

    private long copy(LoadedTables tables, StoredBackup backup) throws SQLException, IOException {
        var counting = counting(true, backup.manifest().bytes());
        long all = 0;
        for (var table : backup.manifest().tables()) {
            try (var content = CheckedFile.open(backup.folder(), table, backup.key(), counting)) {
                long rows = tables.load(table, content);
                content.requireWhole();
                if (rows != table.rows()) {
                    throw new BackupRefused(BackupRefused.Reason.OTHER_FILE, table.file());
                }
                all += rows;
            }
        }
        return all;
    }
}
