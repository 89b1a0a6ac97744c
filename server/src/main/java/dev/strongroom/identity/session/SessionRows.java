package dev.strongroom.identity.session;

import dev.strongroom.identity.account.AccountRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write sessions.
final class SessionRows {

    private static final String COLUMNS =
            "id, account_id, password_at, app_at, recovery_at, created_at, seen_at, sealed_device";

    private SessionRows() {}

    private record Row(
            String id,
            String account,
            Optional<Instant> passwordAt,
            Optional<Instant> appAt,
            Optional<Instant> recoveryAt,
            Instant createdAt,
            Instant seenAt,
            byte[] sealedDevice) {

        Optional<Session> session(JdbcClient jdbc) {
            return AccountRows.byId(jdbc, account, false)
                    .map(stored -> new Session(id, stored.account(), passwordAt, appAt, recoveryAt, createdAt, seenAt));
        }
    }

    static Optional<Session> byToken(JdbcClient jdbc, byte[] tokenHash) {
        return jdbc.sql("select " + COLUMNS + " from account_session where token_hash = ?")
                .param(tokenHash)
                .query((row, line) -> row(row))
                .optional()
                .flatMap(row -> row.session(jdbc));
    }

    /// A session with the sealed name of its device.
    record Listed(Session session, byte[] sealedDevice) {}

    static List<Listed> ofAccount(JdbcClient jdbc, String account) {
        var rows = jdbc.sql("select " + COLUMNS + " from account_session where account_id = ? order by created_at, id")
                .param(account)
                .query((row, line) -> row(row))
                .list();
        return rows.stream()
                .flatMap(row -> row.session(jdbc).map(session -> new Listed(session, row.sealedDevice())).stream())
                .toList();
    }

    static void insert(
            JdbcClient jdbc, byte[] tokenHash, String id, String account, byte[] sealedDevice, Instant passwordAt) {
        jdbc.sql("insert into account_session (token_hash, id, account_id, sealed_device, password_at, created_at,"
                        + " seen_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(tokenHash, id, account, sealedDevice, utc(passwordAt), utc(passwordAt), utc(passwordAt))
                .update();
    }

    /// Under another token from now on; the one before opens nothing any more.
    ///
    /// @param factor the column of the factor that was just proven
    /// @return whether the session still exists
    static boolean advance(JdbcClient jdbc, Session session, byte[] newTokenHash, Factor factor, Instant now) {
        return jdbc.sql("update account_session set token_hash = ?, " + factor.column()
                                + " = ?, wrong_codes = 0, seen_at = ? where id = ?")
                        .params(newTokenHash, utc(now), utc(now), session.id())
                        .update()
                == 1;
    }

    /// What a session may have proven.
    enum Factor {
        PASSWORD,
        APP,
        RECOVERY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String column() {
            return word() + "_at";
        }
    }

    static void seen(JdbcClient jdbc, String id, Instant now) {
        jdbc.sql("update account_session set seen_at = ? where id = ?")
                .params(utc(now), id)
                .update();
    }

    /// Counts a code that is about to be tried, before it is compared: however many are sent at once, no more than this
    /// many are.
    ///
    /// @return whether there was a try left
    static boolean takeTry(JdbcClient jdbc, String id, int most) {
        return jdbc.sql("update account_session set wrong_codes = wrong_codes + 1 where id = ? and wrong_codes < ?")
                        .params(id, most)
                        .update()
                == 1;
    }

    static void deleteIfTried(JdbcClient jdbc, String id, int tries) {
        jdbc.sql("delete from account_session where id = ? and wrong_codes >= ?")
                .params(id, tries)
                .update();
    }

    /// Holds a session until the transaction ends.
    ///
    /// @return whether it still exists
    static boolean hold(JdbcClient jdbc, String id) {
        return jdbc.sql("select 1 from account_session where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    static boolean delete(JdbcClient jdbc, String account, String id) {
        return jdbc.sql("delete from account_session where account_id = ? and id = ?")
                        .params(account, id)
                        .update()
                == 1;
    }

    static int deleteOthers(JdbcClient jdbc, String account, String but) {
        return jdbc.sql("delete from account_session where account_id = ? and id <> ?")
                .params(account, but)
                .update();
    }

    static int deleteCreatedBefore(JdbcClient jdbc, Instant time) {
        return jdbc.sql("delete from account_session where created_at < ?")
                .param(utc(time))
                .update();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("account_id"),
                instant(row, "password_at"),
                instant(row, "app_at"),
                instant(row, "recovery_at"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "seen_at").orElseThrow(),
                row.getBytes("sealed_device"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
