package dev.strongroom.vault;

import dev.strongroom.database.DatabaseUnavailable;
import dev.strongroom.ledger.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Runs short transactions on a pooled connection. What fails leaves nothing behind.
final class Transactions {

    private final DataSource dataSource;

    Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /// Commits what `work` did, unless it throws.
    <T> T run(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.run(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /// Everything `work` reads is of one moment.
    <T> T snapshot(Work<T> work) {
        return run(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            return work.run(connection);
        });
    }

    private static RuntimeException failed(SQLException failure) {
        return "53100".equals(failure.getSQLState())
                ? new LedgerUnavailable("The database's disk is full")
                : new DatabaseUnavailable("The transaction failed: SQL state " + failure.getSQLState());
    }
}
