package dev.strongroom.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write periods.
final class AccessPeriodRows {

    private static final int MOST_LISTED = 100;

    private AccessPeriodRows() {}

    static void insert(JdbcClient transaction, AccessPeriod period) {
        transaction
                .sql("insert into access_period (id, account, purpose, kind, customer_id, ticket, began_at, ends_at,"
                        + " most_records) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(period.id())
                .param(period.account())
                .param(period.purpose())
                .param(period.kind().word())
                .param(period.customer().isPresent() ? period.customer().getAsLong() : null)
                .param(period.ticket())
                .param(utc(period.beganAt()))
                .param(utc(period.endsAt()))
                .param(period.mostRecords().isPresent() ? period.mostRecords().getAsInt() : null)
                .update();
    }

    /// Those that are not over at `now`.
    static List<AccessPeriod> open(JdbcClient jdbc, Instant now) {
        return jdbc.sql("select * from access_period where ends_at > ? and ended_at is null")
                .param(utc(now))
                .query((row, line) -> period(row))
                .list();
    }

    static List<AccessPeriod> of(JdbcClient jdbc, String account) {
        return jdbc.sql("select * from access_period where account = ? order by began_at desc, id limit " + MOST_LISTED)
                .param(account)
                .query((row, line) -> period(row))
                .list();
    }

    /// Those that wait for a review, then the newest of the others.
    static List<AccessPeriod> newest(JdbcClient jdbc) {
        return jdbc.sql("select * from access_period order by kind = 'break-glass' and verdict is null desc,"
                        + " began_at desc, id limit " + MOST_LISTED)
                .query((row, line) -> period(row))
                .list();
    }

    static Optional<AccessPeriod> held(JdbcClient transaction, String id) {
        return transaction
                .sql("select * from access_period where id = ? for update")
                .param(id)
                .query((row, line) -> period(row))
                .optional();
    }

    /// Makes those who break a glass for the same account wait for one another.
    static List<AccessPeriod> heldUnreviewed(JdbcClient transaction, String account) {
        transaction
                .sql("select pg_advisory_xact_lock(hashtextextended('break-glass ' || ?, 0))")
                .param(account)
                .query((row, line) -> line)
                .list();
        return transaction
                .sql("select * from access_period where account = ? and kind = 'break-glass' and verdict is null")
                .param(account)
                .query((row, line) -> period(row))
                .list();
    }

    static void end(JdbcClient transaction, String id, Instant now) {
        transaction
                .sql("update access_period set ended_at = ? where id = ? and ended_at is null")
                .params(utc(now), id)
                .update();
    }

    static void review(JdbcClient transaction, String id, String reviewer, AccessPeriod.Verdict verdict, Instant now) {
        transaction
                .sql("update access_period set reviewed_by = ?, reviewed_at = ?, verdict = ?,"
                        + " ended_at = coalesce(ended_at, least(ends_at, ?)) where id = ?")
                .params(reviewer, utc(now), verdict.word(), utc(now), id)
                .update();
    }

    static Optional<AccessPeriod> find(JdbcClient jdbc, String id) {
        return jdbc.sql("select * from access_period where id = ?")
                .param(id)
                .query((row, line) -> period(row))
                .optional();
    }

    static boolean isUnreviewed(JdbcClient jdbc, String account) {
        return jdbc.sql(
                        "select 1 from access_period where account = ? and kind = 'break-glass' and verdict is null limit 1")
                .param(account)
                .query((row, line) -> line)
                .optional()
                .isPresent();
    }

    static void setWords(JdbcClient transaction, String id, byte[] sealed) {
        transaction
                .sql("update access_period set words = ? where id = ?")
                .params(sealed, id)
                .update();
    }

    /// What was said in the review, sealed; empty if nothing was.
    static Optional<byte[]> words(JdbcClient jdbc, String id) {
        return jdbc.sql("select words from access_period where id = ? and words is not null")
                .param(id)
                .query((row, line) -> row.getBytes("words"))
                .optional();
    }

    /// @return whether there was that much left, and it was not over
    static boolean spend(JdbcClient jdbc, String id, int records, Instant now) {
        return jdbc.sql("update access_period set records = records + ? where id = ? and records + ? <= most_records"
                                + " and ended_at is null and ends_at > ?")
                        .params(records, id, records, utc(now))
                        .update()
                == 1;
    }

    private static AccessPeriod period(ResultSet row) throws SQLException {
        long number = row.getLong("customer_id");
        var customer = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        int most = row.getInt("most_records");
        var bound = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(most);
        return new AccessPeriod(
                row.getString("id"),
                row.getString("account"),
                row.getString("purpose"),
                AccessPeriod.Kind.of(row.getString("kind")),
                customer,
                row.getString("ticket"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("ended_at", OffsetDateTime.class)),
                row.getInt("records"),
                bound,
                text(row.getString("reviewed_by")),
                text(row.getString("verdict"))
                        .map(word -> AccessPeriod.Verdict.valueOf(word.toUpperCase(Locale.ROOT))));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value);
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime value) {
        return Optional.ofNullable(value).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
