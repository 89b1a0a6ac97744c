package dev.strongroom.ledger;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TreeEdge;
import dev.strongroom.core.tlog.TreeHash;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hashes new entries into tiles and signs a checkpoint, in one transaction under the lock of the checkpoint row.
///
/// Refuses to sign when the database contradicts what was signed before: the copy of the newest checkpoint outside
/// the database, the root of the stored tiles, or the self-check.
///
/// The copy is written before the commit, so a crash between the two leaves a copy ahead of the database. The entries
/// it covers were committed before: the step is done again, and must come to the very root of the copy.
final class Sequencer {

    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
    private static final int LARGEST_STEP = 20_000;

    private final DataSource dataSource;
    private final LogSigner signer;
    private final CheckpointCopies copies;
    private final LogState state;
    private final Clock clock;
    private TreeEdge edge = TreeEdge.empty();
    private String verified = "";

    Sequencer(DataSource dataSource, LogSigner signer, CheckpointCopies copies, LogState state, Clock clock) {
        this.dataSource = dataSource;
        this.signer = signer;
        this.copies = copies;
        this.state = state;
        this.clock = clock;
    }

    /// @return whether more entries may be waiting
    boolean step() throws SQLException, IOException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return step(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private record Stored(long size, String note) {}

    private boolean step(Connection connection) throws SQLException, IOException {
        var stored = lockCheckpoint(connection);
        if (stored.isEmpty()) {
            readPublished(connection).ifPresent(this::publish);
            return false;
        }
        var contradiction = contradiction(connection, stored.get());
        refuse(contradiction);
        if (contradiction.isPresent() || !state.checkedTampering().isEmpty()) {
            return false;
        }
        var unfinished = copyAheadOf(stored.get());
        long head = head(connection);
        int limit = unfinished
                .map(copy -> Math.toIntExact(copy.size() - stored.get().size()))
                .orElse(LARGEST_STEP);
        var leaves = newLeaves(connection, stored.get().size(), limit);
        if (leaves.gap()
                || leaves.hashes().size() < Math.min(head - stored.get().size(), limit)) {
            refuse(Optional.of(new Tampering(
                    "entry_missing",
                    Long.toString(stored.get().size() + leaves.hashes().size()))));
            return false;
        }
        if (leaves.hashes().isEmpty()) {
            publish(stored.get());
            state.upToDate();
            return false;
        }
        return grow(connection, leaves.hashes(), unfinished);
    }

    private boolean grow(Connection connection, List<byte[]> leaves, Optional<Checkpoint> unfinished)
            throws SQLException, IOException {
        var growth = edge.append(leaves);
        var sameRoot = unfinished
                .map(copy -> MessageDigest.isEqual(copy.root(), growth.edge().root()))
                .orElse(true);
        if (!sameRoot) {
            refuse(Optional.of(
                    new Tampering("root_differs", Long.toString(growth.edge().size()))));
            return false;
        }
        publish(sign(connection, growth));
        boolean more = leaves.size() == LARGEST_STEP || unfinished.isPresent();
        if (!more) {
            state.upToDate();
        }
        return more;
    }

    /// The checkpoint of a step that crashed between the copy and the commit.
    private Optional<Checkpoint> copyAheadOf(Stored stored) {
        return copies.newest().map(Sequencer::checkpoint).filter(copy -> copy.size() > stored.size());
    }

    private Stored sign(Connection connection, TreeEdge.Growth growth) throws SQLException, IOException {
        DatabaseTiles.write(connection, growth.tiles());
        var next = growth.edge();
        var signed = signer.sign(new Checkpoint(signer.origin(), next.size(), next.root()));
        var note = signed.published();
        copies.append(signed.copy());
        try (var statement = connection.prepareStatement(
                "update ledger_checkpoint set size = ?, note = ?, signed_at = clock_timestamp()")) {
            statement.setLong(1, next.size());
            statement.setString(2, note);
            statement.executeUpdate();
        }
        connection.commit();
        edge = next;
        return new Stored(next.size(), note);
    }

    private void publish(Stored stored) {
        var note = stored.note().isEmpty() ? Optional.<String>empty() : Optional.of(stored.note());
        state.publish(new LogState.Published(stored.size(), note, clock.instant()));
    }

    private void refuse(Optional<Tampering> contradiction) {
        contradiction
                .filter(found -> !state.tampering().contains(found))
                .ifPresent(found -> log.error("The ledger refuses to sign: {} at {}", found.code(), found.where()));
        state.refuse(contradiction);
    }

    private Optional<Tampering> contradiction(Connection connection, Stored stored) throws SQLException {
        var where = Long.toString(stored.size());
        var outside = copies.newest().map(Sequencer::checkpoint);
        long head = head(connection);
        if (outside.filter(copy -> copy.size() > Math.min(head, stored.size() + LARGEST_STEP))
                .isPresent()) {
            return Optional.of(new Tampering("head_moved_back", Long.toString(Math.min(head, stored.size()))));
        }
        if (head < stored.size()) {
            return Optional.of(new Tampering("head_moved_back", Long.toString(head)));
        }
        if (stored.size() == 0) {
            edge = TreeEdge.empty();
            return Optional.empty();
        }
        return readCheckpoint(stored)
                .filter(inside -> inside.size() == stored.size() && sameWhereEqual(inside, outside))
                .map(inside -> rootContradiction(connection, inside))
                .orElseGet(() -> Optional.of(new Tampering("checkpoint_changed", where)));
    }

    private Optional<Checkpoint> readCheckpoint(Stored stored) {
        try {
            var note = SignedNote.parse(stored.note());
            boolean ours = stored.note().equals(verified)
                    || signer.everyVerifierKey().stream().anyMatch(note::verifiedBy) && hasNoFalseCosignature(note);
            verified = ours ? stored.note() : "";
            return ours ? Optional.of(Checkpoint.parse(note.text())) : Optional.empty();
        } catch (MalformedLogData malformed) {
            return Optional.empty();
        }
    }

    /// A checkpoint signed before there were cosigning keys has no line of theirs, but never a false one.
    private boolean hasNoFalseCosignature(SignedNote note) {
        return signer.cosignerKeys().stream().allMatch(key -> !note.hasLineOf(key) || note.cosignedBy(key));
    }

    private static boolean sameWhereEqual(Checkpoint inside, Optional<Checkpoint> outside) {
        return outside.filter(copy -> copy.size() == inside.size())
                .map(copy -> MessageDigest.isEqual(copy.root(), inside.root()))
                .orElse(true);
    }

    private Optional<Tampering> rootContradiction(Connection connection, Checkpoint inside) {
        var where = Long.toString(inside.size());
        if (edge.size() != inside.size()) {
            try {
                edge = TreeEdge.of(inside.size(), path -> storedTile(connection, path));
            } catch (MalformedLogData missing) {
                return Optional.of(new Tampering("tile_changed", where));
            }
        }
        return MessageDigest.isEqual(edge.root(), inside.root())
                ? Optional.empty()
                : Optional.of(new Tampering("root_differs", where));
    }

    private static byte[] storedTile(Connection connection, TilePath path) {
        try {
            return DatabaseTiles.tile(connection, path).orElseThrow(() -> new MalformedLogData("A tile is missing"));
        } catch (SQLException unreadable) {
            throw new LedgerUnavailable("A tile cannot be read");
        }
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private static long head(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select next from ledger_head");
                var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static Optional<Stored> lockCheckpoint(Connection connection) throws SQLException {
        return read(connection, "select size, note from ledger_checkpoint for update skip locked");
    }

    private static Optional<Stored> readPublished(Connection connection) throws SQLException {
        return read(connection, "select size, note from ledger_checkpoint");
    }

    private static Optional<Stored> read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new Stored(rows.getLong(1), rows.getString(2))) : Optional.empty();
        }
    }

    /// @param hashes leaf hashes of entries that follow one another
    /// @param gap whether an index is missing after them although a later one is there
    private record Leaves(List<byte[]> hashes, boolean gap) {}

    private static Leaves newLeaves(Connection connection, long size, int limit) throws SQLException {
        var hashes = new ArrayList<byte[]>();
        try (var statement = connection.prepareStatement(
                "select idx, entry from ledger_entry where idx >= ? order by idx limit ?")) {
            statement.setFetchSize(2_000);
            statement.setLong(1, size);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) != size + hashes.size()) {
                        return new Leaves(hashes, true);
                    }
                    hashes.add(TreeHash.leaf(rows.getBytes(2)));
                }
            }
        }
        return new Leaves(hashes, false);
    }
}
