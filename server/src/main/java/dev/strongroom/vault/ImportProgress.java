package dev.strongroom.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far an import has come.
///
/// @param lines how many are done, imported or rejected; blank ones count
/// @param complete whether the end of the lines was reached
public record ImportProgress(
        String id, String collection, boolean dryRun, long lines, long imported, long rejected, boolean complete) {

    /// A line that was not imported.
    ///
    /// @param field empty when it is about the whole line
    /// @param code of the reason
    public record Reject(long line, String field, String code) {}

    /// The progress with the keyed hash over the lines that are done.
    record State(ImportProgress progress, byte[] content) {}

    private static final String READ = "select id, collection, dry_run, lines, imported, rejected, complete, content"
            + " from import where client = ? and id = ?";

    /// Reads an import of that client, after adding it if it is new. A dry run always begins anew.
    /// An import of that id stays, also for a dry run: without it its lines would be stored again.
    static State begin(Connection connection, String client, ImportProgress fresh, byte[] content) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from import where client = ? and id = ? and dry_run")) {
            bind(statement, client, fresh.id());
            statement.executeUpdate();
        }
        ImportTrial.forget(connection, client, fresh.id());
        try (var statement = connection.prepareStatement("insert into import (client, id, collection, dry_run, content)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing")) {
            bind(statement, client, fresh.id());
            statement.setString(3, fresh.collection());
            statement.setBoolean(4, fresh.dryRun());
            statement.setBytes(5, content);
            statement.executeUpdate();
        }
        return read(connection, client, fresh.id()).orElseThrow();
    }

    static Optional<State> read(Connection connection, String client, String id) throws SQLException {
        try (var statement = connection.prepareStatement(READ)) {
            bind(statement, client, id);
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var progress = new ImportProgress(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getBoolean(3),
                        rows.getLong(4),
                        rows.getLong(5),
                        rows.getLong(6),
                        rows.getBoolean(7));
                return Optional.of(new State(progress, rows.getBytes(8)));
            }
        }
    }

    /// Some lines more are done.
    record Step(long toLine, long imported, List<ImportItem.Rejected> rejects, byte[] content, boolean complete) {}

    /// @param fromLine up to which the caller believes the import has come
    /// @return false if another run of the same import has come further; then the transaction must not commit
    static boolean advance(Connection connection, String client, String id, long fromLine, Step step)
            throws SQLException {
        try (var statement = connection.prepareStatement("""
                update import set lines = ?, imported = imported + ?, rejected = rejected + ?, content = ?, complete = ?,
                    updated_at = clock_timestamp()
                where client = ? and id = ? and lines = ? and not complete
                """)) {
            statement.setLong(1, step.toLine());
            statement.setLong(2, step.imported());
            statement.setLong(3, step.rejects().size());
            statement.setBytes(4, step.content());
            statement.setBoolean(5, step.complete());
            statement.setString(6, client);
            statement.setString(7, id);
            statement.setLong(8, fromLine);
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        insertRejects(connection, client, id, step.rejects());
        return true;
    }

    private static void insertRejects(
            Connection connection, String client, String id, List<ImportItem.Rejected> rejects) throws SQLException {
        if (rejects.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into import_reject (client, id, line, field, code)
                select ?, ?, r.line, r.field, r.code from unnest(?::bigint[], ?::text[], ?::text[]) as r (line, field, code)
                on conflict do nothing
                """)) {
            bind(statement, client, id);
            statement.setObject(
                    3, rejects.stream().mapToLong(ImportItem.Rejected::line).toArray());
            statement.setObject(
                    4, rejects.stream().map(ImportItem.Rejected::field).toArray(String[]::new));
            statement.setObject(
                    5, rejects.stream().map(ImportItem.Rejected::code).toArray(String[]::new));
            statement.executeUpdate();
        }
    }

    static List<Reject> rejects(Connection connection, String client, String id, long after, int most)
            throws SQLException {
        try (var statement = connection.prepareStatement("select line, field, code from import_reject"
                + " where client = ? and id = ? and line > ? order by line limit ?")) {
            bind(statement, client, id);
            statement.setLong(3, after);
            statement.setInt(4, most);
            var rejects = new ArrayList<Reject>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    rejects.add(new Reject(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
            return rejects;
        }
    }

    /// Forgets imports that nobody has gone on with for a week.
    static int forgetOld(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "delete from import where updated_at < clock_timestamp() - interval '7 days'")) {
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, String client, String id) throws SQLException {
        statement.setString(1, client);
        statement.setString(2, id);
    }
}
