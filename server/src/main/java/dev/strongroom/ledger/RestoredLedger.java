package dev.strongroom.ledger;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.NoteSigner;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import dev.strongroom.core.tlog.VerifierKey;
import dev.strongroom.keys.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// The ledger inside the transaction that restores a database: checked against what was signed, and continued under
/// another origin. No server runs meanwhile.
public final class RestoredLedger {

    private final Connection transaction;
    private final KeyRing ring;
    private final Path copies;
    private final String ownOrigin;
    private final AppendStatement append = new AppendStatement(false, () -> 0);

    /// @param transaction in which the tables of a backup were loaded
    public RestoredLedger(Connection transaction, KeyRing ring, StrongroomConfiguration configuration) {
        this.transaction = transaction;
        this.ring = ring;
        this.copies = configuration.home().resolve("log");
        this.ownOrigin = LogContinuations.ownOrigin(ring, configuration);
    }

    /// The keys of this deployment's log under a name it had at some time, newest first.
    public static List<VerifierKey> verifierKeys(KeyRing ring, String origin) {
        return ring.logSeeds().stream()
                .map(seed -> NoteSigner.fromSeed(origin, seed).verifierKey())
                .toList();
    }

    /// What the log is called from now on.
    ///
    /// @param entriesKept how many entries both logs begin with
    /// @param entriesLost how many entries the old log is known to have had beyond those
    /// @param statement the signed statement for holders of older checkpoints
    public record Continued(String origin, long entriesKept, long entriesLost, String statement) {}

    /// Reads every entry under the backup's checkpoint and compares with the copies of checkpoints kept beside the
    /// database.
    ///
    /// @param checkpoint the signed note in the backup; empty: the log was empty
    /// @return whether the restored log is the signed one, and the beginning of what was signed since
    public boolean isWhatWasSigned(String checkpoint) {
        if (checkpoint.isEmpty()) {
            return true;
        }
        var note = SignedNote.parse(checkpoint);
        var signed = Checkpoint.parse(note.text());
        var key = verifierKeys(ring, signed.origin()).stream()
                .filter(note::verifiedBy)
                .findFirst();
        return key.isPresent()
                && LogVerifier.verify(new Loaded(checkpoint), key.get(), newestWithin(signed), true, progress -> {})
                        .isIntact();
    }

    /// Appends entries that belong to the restore, in the same transaction.
    ///
    /// @return the index of each
    public List<Long> append(List<Draft> drafts) throws SQLException {
        if (drafts.isEmpty()) {
            return List.of();
        }
        long base = append.execute(
                transaction, drafts.stream().map(EncodedDraft::of).toList());
        return java.util.stream.LongStream.range(base, base + drafts.size())
                .boxed()
                .toList();
    }

    /// Ends the log under the name it has in the backup and goes on under a new one. The checkpoint of the new name is
    /// kept beside the database before the transaction commits.
    ///
    /// @param log origin in the backup
    /// @param entriesKept entries in the backup
    public Continued continueLog(String log, String backup, String checkpoint, long entriesKept, Instant at)
            throws SQLException, IOException {
        var origin = ownOrigin + "/restored-" + unique();
        var lastKnown = lastKnown();
        var statement = new LogContinuation(log, origin, at, backup, entriesKept, lastKnown).signed(ring);
        insert(origin, statement);
        if (!checkpoint.isEmpty()) {
            signAnew(origin, Checkpoint.parse(SignedNote.parse(checkpoint).text()), at);
        }
        long lost = lastKnown.stream()
                .map(RestoredLedger::checkpoint)
                .filter(known -> known.origin().equals(log))
                .mapToLong(known -> known.size() - entriesKept)
                .max()
                .orElse(0);
        return new Continued(origin, entriesKept, Math.max(lost, 0), statement);
    }

    private void insert(String origin, String statement) throws SQLException {
        try (var insert =
                transaction.prepareStatement("insert into log_continuation (origin, statement) values (?, ?)")) {
            insert.setString(1, origin);
            insert.setString(2, statement);
            insert.executeUpdate();
        }
    }

    private void signAnew(String origin, Checkpoint restored, Instant at) throws SQLException, IOException {
        var signer = new LogSigner(ring, origin, new SecureRandom(), Clock.fixed(at, ZoneOffset.UTC));
        var signed = signer.sign(new Checkpoint(origin, restored.size(), restored.root()));
        new CheckpointCopies(copies, LogContinuations.copiesName(origin)).append(signed.copy());
        try (var update = transaction.prepareStatement(
                "update ledger_checkpoint set size = ?, note = ?, signed_at = clock_timestamp()")) {
            update.setLong(1, restored.size());
            update.setString(2, signed.published());
            update.executeUpdate();
        }
    }

    /// The newest copy of each log this server signed.
    private List<String> lastKnown() {
        return CheckpointCopies.all(copies).stream()
                .collect(Collectors.groupingBy(
                        note -> checkpoint(note).origin(),
                        Collectors.reducing(BinaryOperator.maxBy(Comparator.comparingLong(
                                (String note) -> checkpoint(note).size())))))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    private Optional<Checkpoint> newestWithin(Checkpoint signed) {
        return CheckpointCopies.all(copies).stream()
                .map(RestoredLedger::checkpoint)
                .filter(copy -> copy.origin().equals(signed.origin()) && copy.size() <= signed.size())
                .max(Comparator.comparingLong(Checkpoint::size));
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    /// Never the same twice: the same backup may be restored again after more was signed.
    private static String unique() {
        var bytes = new byte[6];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// The restored tiles and entries, with the checkpoint of the backup.
    private final class Loaded implements TileSource {

        private final String checkpoint;

        Loaded(String checkpoint) {
            this.checkpoint = checkpoint;
        }

        @Override
        public Optional<byte[]> tile(TilePath path) {
            try {
                return DatabaseTiles.tile(transaction, path);
            } catch (SQLException unreadable) {
                throw new UncheckedIOException(new IOException("A restored tile cannot be read", unreadable));
            }
        }

        @Override
        public Optional<byte[]> entries(EntryBundlePath path) {
            try {
                return DatabaseTiles.bundle(path, DatabaseTiles.entries(transaction, path.index() * 256, path.width()));
            } catch (SQLException unreadable) {
                throw new UncheckedIOException(new IOException("A restored entry cannot be read", unreadable));
            }
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.of(checkpoint);
        }
    }
}
