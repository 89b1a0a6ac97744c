package dev.strongroom.ledger;

import dev.strongroom.core.tlog.EntryBundle;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import javax.sql.DataSource;

/// The tiles and entries in the database, as far as the newest checkpoint reaches.
final class DatabaseTiles implements TileSource {

    private static final int HASH_BYTES = 32;
    private static final int TILE_WIDTH = 256;

    private final DataSource dataSource;
    private final LogState state;

    DatabaseTiles(DataSource dataSource, LogState state) {
        this.dataSource = dataSource;
        this.state = state;
    }

    @Override
    public Optional<byte[]> tile(TilePath path) {
        try (var connection = dataSource.getConnection()) {
            return tile(connection, path);
        } catch (SQLException unreachable) {
            throw unreadable(unreachable);
        }
    }

    @Override
    public Optional<byte[]> entries(EntryBundlePath path) {
        return bundle(path, stored(path));
    }

    static Optional<byte[]> bundle(EntryBundlePath path, List<StoredEntry> rows) {
        return rows.size() == path.width()
                ? Optional.of(
                        EntryBundle.encode(rows.stream().map(StoredEntry::entry).toList()))
                : Optional.empty();
    }

    @Override
    public Optional<String> checkpoint() {
        return state.published().note();
    }

    /// One row of the log.
    record StoredEntry(long index, byte[] entry, Optional<Pseudonym> customer, Optional<Pseudonym> record) {}

    /// The rows there are of a bundle, in order; none of one that reaches beyond the newest checkpoint.
    List<StoredEntry> stored(EntryBundlePath path) {
        long first = path.index() * TILE_WIDTH;
        if (first + path.width() > state.publishedSize()) {
            return List.of();
        }
        try (var connection = dataSource.getConnection()) {
            return entries(connection, first, path.width());
        } catch (SQLException unreachable) {
            throw unreadable(unreachable);
        }
    }

    static Optional<byte[]> tile(Connection connection, TilePath path) throws SQLException {
        try (var statement =
                connection.prepareStatement("select hashes from ledger_tile where level = ? and tile = ?")) {
            statement.setInt(1, path.level());
            statement.setLong(2, path.index());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var hashes = rows.getBytes(1);
                int wanted = path.width() * HASH_BYTES;
                return hashes.length < wanted ? Optional.empty() : Optional.of(Arrays.copyOf(hashes, wanted));
            }
        }
    }

    static void write(Connection connection, SortedMap<TilePath, byte[]> tiles) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into ledger_tile (level, tile, hashes) values (?, ?, ?)
                on conflict (level, tile) do update set hashes = excluded.hashes
                """)) {
            for (var tile : tiles.entrySet()) {
                statement.setInt(1, tile.getKey().level());
                statement.setLong(2, tile.getKey().index());
                statement.setBytes(3, tile.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static List<StoredEntry> entries(Connection connection, long first, int count) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select idx, entry, customer, record from ledger_entry where idx >= ? and idx < ? order by idx")) {
            statement.setLong(1, first);
            statement.setLong(2, first + count);
            var entries = new ArrayList<StoredEntry>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(new StoredEntry(
                            rows.getLong(1),
                            rows.getBytes(2),
                            Optional.ofNullable(rows.getBytes(3)).map(DatabaseTiles::pseudonym),
                            Optional.ofNullable(rows.getBytes(4)).map(DatabaseTiles::pseudonym)));
                }
            }
            return entries;
        }
    }

    /// A column of the wrong length cannot equal any pseudonym; it reads as zeros, which no secret produces.
    private static Pseudonym pseudonym(byte[] column) {
        return new Pseudonym(column.length == Pseudonym.BYTES ? column : new byte[Pseudonym.BYTES]);
    }

    private static LedgerUnavailable unreadable(SQLException failure) {
        return new LedgerUnavailable("The log cannot be read: SQL state " + failure.getSQLState());
    }
}
