package dev.strongroom.bench;

import dev.strongroom.vault.RecordId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// The raw limit of reading: a loop of one prepared SELECT by primary key on four threads, each with a connection of
/// its own over the unix socket, for the same record and key row that a disclosure needs, without HTTP, decision,
/// decryption or ledger.
final class RawSelects {

    private static final int THREADS = 4;

    private final Path home;
    private final List<RecordId> ids;

    RawSelects(Path home, List<RecordId> ids) {
        this.home = home;
        this.ids = ids;
    }

    /// @return rows a second
    double perSecond(Duration time) throws InterruptedException {
        run(time.dividedBy(2));
        return run(time);
    }

    private double run(Duration time) throws InterruptedException {
        var rows = new LongAdder();
        var threads = new Thread[THREADS];
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; i < THREADS; i++) {
            threads[i] = Thread.ofPlatform().start(() -> loop(end, rows));
        }
        for (var thread : threads) {
            thread.join();
        }
        return rows.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private void loop(long end, LongAdder count) {
        try (var connection = connect(home);
                var statement = connection.prepareStatement("""
                        select r.collection, r.sealed, k.kek_version, k.key_version, k.wrapped, k.commitment
                        from record r join customer_key k on k.customer_id = r.customer_id
                        where r.customer_id = ? and r.record_id = ?
                        """)) {
            while (System.nanoTime() < end) {
                var id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
                statement.setLong(1, id.customer());
                statement.setLong(2, id.record());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (rows.getBytes(2).length + rows.getBytes(5).length > 0) {
                            count.increment();
                        }
                    }
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// A connection to the embedded database of a running server.
    static Connection connect(Path home) throws SQLException {
        var folder = home.resolve("postgresql");
        try {
            var url = "jdbc:postgresql://localhost:5432/postgres?sslmode=disable&prepareThreshold=1"
                    + "&socketFactory=dev.strongroom.database.UnixSocketFactory&socketFactoryArg="
                    + folder.resolve("run").resolve(".s.PGSQL.5432");
            return DriverManager.getConnection(
                    url,
                    "strongroom",
                    Files.readString(folder.resolve("password")).strip());
        } catch (IOException missing) {
            throw new SQLException("The database's password cannot be read", missing);
        }
    }
}
