package dev.strongroom.keys;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The backups that were made, and how long they are kept: until then, no key that a backup needs is destroyed.
public final class KeptBackups {

    private static final String VERSIONS_IN_USE = """
            select version from key_encryption_key k
            where exists (select 1 from customer_key c where c.kek_version = k.version)
               or exists (select 1 from account_key a where a.kek_version = k.version)
               or version = (select max(version) from key_encryption_key)
            order by version
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration keepingTime;

    KeptBackups(JdbcClient jdbc, Clock clock, Duration keepingTime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keepingTime = keepingTime;
    }

    /// A backup that was begun.
    public record Begun(String id, Instant startedAt, Instant keepUntil) {}

    /// Holds every key until the backup's snapshot tells which ones it needs; call it before the snapshot is taken.
    public Begun begin(String id) {
        var now = clock.instant();
        var begun = new Begun(id, now, now.plus(keepingTime));
        jdbc.sql("insert into backup (id, started_at, keep_until, kek_versions)"
                        + " select ?, ?, ?, array_agg(version) from key_encryption_key")
                .params(id, utc(begun.startedAt()), utc(begun.keepUntil()))
                .update();
        return begun;
    }

    /// The versions that a restore of what this transaction sees would need.
    public static List<Integer> versionsIn(Connection snapshot) throws SQLException {
        try (var statement = snapshot.createStatement();
                var rows = statement.executeQuery(VERSIONS_IN_USE)) {
            var versions = new ArrayList<Integer>();
            while (rows.next()) {
                versions.add(rows.getInt(1));
            }
            return versions;
        }
    }

    public void finish(String id, List<Integer> versions) {
        jdbc.sql("update backup set finished_at = ?, kek_versions = ? where id = ?")
                .params(utc(clock.instant()), versions.toArray(Integer[]::new), id)
                .update();
    }

    /// Nothing of it is kept, so no key waits for it.
    public void abandon(String id) {
        jdbc.sql("delete from backup where id = ? and finished_at is null")
                .param(id)
                .update();
    }

    private static java.time.OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
