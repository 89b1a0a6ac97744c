package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The statements that store and remove the pieces of files, inside a transaction of the caller.
///
/// INVARIANT: whoever takes both holds the row of an upload before the pieces, so that nobody waits in a circle and no
/// piece is stored that nobody removes.
final class FileRows {

    private FileRows() {}

    static void begin(Connection connection, RecordId id, long file) throws SQLException {
        try (var statement = connection.prepareStatement(
                "insert into file_upload (file, customer_id, record_id) values (?, ?, ?)")) {
            statement.setLong(1, file);
            bind(statement, id, 2);
            statement.executeUpdate();
        }
    }

    /// @return whether the upload still runs; then nobody ends it before this transaction does
    static boolean hold(Connection connection, long file) throws SQLException {
        try (var statement = connection.prepareStatement("select 1 from file_upload where file = ? for update")) {
            statement.setLong(1, file);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// @return whether the upload was still running
    static boolean end(Connection connection, long file) throws SQLException {
        try (var statement = connection.prepareStatement("delete from file_upload where file = ?")) {
            statement.setLong(1, file);
            return statement.executeUpdate() == 1;
        }
    }

    /// @param first number of the first of the pieces
    static void insert(Connection connection, RecordId id, String field, long file, int first, List<byte[]> pieces)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into record_file (customer_id, record_id, file, piece, field, sealed)
                select ?, ?, ?, ? + p.number - 1, ?, p.sealed
                from unnest(?::bytea[]) with ordinality as p (sealed, number)
                """)) {
            bind(statement, id, 1);
            statement.setLong(3, file);
            statement.setInt(4, first);
            statement.setString(5, field);
            statement.setObject(6, pieces.toArray(byte[][]::new));
            statement.executeUpdate();
        }
    }

    /// Pieces in the order of their numbers; fewer than asked for where some are missing.
    static List<byte[]> read(Connection connection, RecordId id, long file, int first, int last) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select sealed from record_file
                where customer_id = ? and record_id = ? and file = ? and piece between ? and ? order by piece
                """)) {
            bind(statement, id, 1);
            statement.setLong(3, file);
            statement.setInt(4, first);
            statement.setInt(5, last);
            var pieces = new ArrayList<byte[]>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pieces.add(rows.getBytes(1));
                }
            }
            return pieces;
        }
    }

    /// Removes the files of these fields; fields of other types have none.
    static void delete(Connection connection, RecordId id, Collection<String> fields) throws SQLException {
        if (fields.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "delete from record_file where customer_id = ? and record_id = ? and field = any (?)")) {
            bind(statement, id, 1);
            statement.setObject(3, fields.toArray(String[]::new));
            statement.executeUpdate();
        }
    }

    /// Removes what the field had before the file `kept`.
    static void deleteReplaced(Connection connection, RecordId id, String field, long kept) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from record_file where customer_id = ? and record_id = ? and field = ? and file <> ?")) {
            bind(statement, id, 1);
            statement.setString(3, field);
            statement.setLong(4, kept);
            statement.executeUpdate();
        }
    }

    /// Removes the pieces of an upload that did not become visible. One that did is left alone.
    static void abandon(Connection connection, RecordId id, long file) throws SQLException {
        if (!end(connection, file)) {
            return;
        }
        try (var statement = connection.prepareStatement(
                "delete from record_file where customer_id = ? and record_id = ? and file = ?")) {
            bind(statement, id, 1);
            statement.setLong(3, file);
            statement.executeUpdate();
        }
    }

    /// Uploads that nobody can be sending any more.
    static List<Left> left(Connection connection, int most) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select customer_id, record_id, file from file_upload
                where started_at < clock_timestamp() - interval '1 hour' order by started_at limit ?
                """)) {
            statement.setInt(1, most);
            var left = new ArrayList<Left>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    left.add(new Left(new RecordId(rows.getLong(1), rows.getLong(2)), rows.getLong(3)));
                }
            }
            return left;
        }
    }

    /// What a broken upload left behind.
    record Left(RecordId id, long file) {}

    private static void bind(PreparedStatement statement, RecordId id, int first) throws SQLException {
        statement.setLong(first, id.customer());
        statement.setLong(first + 1, id.record());
    }
}
