package dev.strongroom.bench;

import dev.strongroom.vault.RecordId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.postgresql.PGConnection;

/// The raw limits of bulk work: COPY of records and index rows in the clear by one stream, and SELECT of many rows by
/// their keys on four threads.
final class RawBulk {

    private static final int ROWS_A_TRANSACTION = 2_000;
    private static final int THREADS = 4;

    private final Path home;

    RawBulk(Path home) throws SQLException {
        this.home = home;
        try (var connection = RawSelects.connect(home);
                var statement = connection.createStatement()) {
            statement.execute("""
                    create schema bare;
                    create table bare.record (id bigint primary key, reference text, name text, email text, phone text,
                        address text, birth_date text, city text, note text);
                    create table bare.search (field text, value text, id bigint, primary key (field, value, id));
                    """);
        }
    }

    /// @return records a second, each with its four index rows
    double copiedPerSecond(int first, int count) throws SQLException {
        long start = System.nanoTime();
        try (var connection = RawSelects.connect(home)) {
            connection.setAutoCommit(false);
            for (int from = first; from < first + count; from += ROWS_A_TRANSACTION) {
                copy(connection, from, Math.min(from + ROWS_A_TRANSACTION, first + count));
                connection.commit();
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static void copy(Connection connection, int from, int to) throws SQLException {
        var records = new StringBuilder();
        var search = new StringBuilder();
        for (int number = from; number < to; number++) {
            long id = (number + 1L) * 0x9e3779b97f4a7c15L;
            var customer = new BenchCustomer(number);
            records.append(id + "\t" + customer.reference() + "\t" + customer.name() + "\t" + customer.email() + "\t"
                    + customer.phone() + "\t" + customer.address() + "\t1980-01-01\t深圳\t" + customer.note() + "\n");
            search.append("reference\t" + customer.reference() + "\t" + id + "\nname\t" + customer.name() + "\t" + id
                    + "\nemail\t" + customer.email() + "\t" + id + "\nphone\t" + customer.phone() + "\t" + id + "\n");
        }
        copy(connection, "copy bare.record from stdin", records);
        copy(connection, "copy bare.search from stdin", search);
    }

    private static void copy(Connection connection, String sql, StringBuilder rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new java.io.StringReader(rows.toString()));
        } catch (java.io.IOException impossible) {
            throw new SQLException("The rows could not be read", impossible);
        }
    }

    /// @return rows a second
    double selectedPerSecond(List<RecordId> ids, int batch, Duration time) throws InterruptedException {
        var rows = new LongAdder();
        var threads = new Thread[THREADS];
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; i < THREADS; i++) {
            threads[i] = Thread.ofPlatform().start(() -> select(ids, batch, end, rows));
        }
        for (var thread : threads) {
            thread.join();
        }
        return rows.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private void select(List<RecordId> ids, int batch, long end, LongAdder count) {
        try (var connection = RawSelects.connect(home);
                var statement = connection.prepareStatement(
                        "select customer_id, sealed from record where customer_id = any (?)")) {
            var some = new long[batch];
            while (System.nanoTime() < end) {
                for (int i = 0; i < batch; i++) {
                    some[i] = ids.get(ThreadLocalRandom.current().nextInt(ids.size()))
                            .customer();
                }
                statement.setObject(1, some);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (rows.getBytes(2).length > 0) {
                            count.increment();
                        }
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
