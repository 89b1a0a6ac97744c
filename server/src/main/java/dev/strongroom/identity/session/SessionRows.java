package dev.strongroom.identity.session;

import dev.strongroom.identity.account.AccountRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write sessions.
final class SessionRows {

    private static final String COLUMNS =
            "id, account_id, password_at, app_at, passkey_at, phone_at, recovery_at, created_at, seen_at, sealed_device";

    private SessionRows() {}

    private record Row(
            String id,
            String account,
            Map<Factor, Instant> proven,
            Instant createdAt,
            Instant seenAt,
            byte[] sealedDevice) {

        Optional<Session> session(JdbcClient jdbc) {
            return AccountRows.byId(jdbc, account, false)
                    .map(stored -> new Session(id, stored.account(), proven, createdAt, seenAt));
        }
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

    /// @param factor that was just proven, and begins the session
    static void insert(
            JdbcClient jdbc,
            byte[] tokenHash,
            String id,
            String account,
            byte[] sealedDevice,
            Factor factor,
            Instant now) {
        jdbc.sql("insert into account_session (token_hash, id, account_id, sealed_device, " + factor.column()
                        + ", created_at, seen_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(tokenHash, id, account, sealedDevice, utc(now), utc(now), utc(now))
                .update();
    }

    /// Under another token from now on; the one before opens nothing any more.
    ///
    /// @param factor the column of the factor that was just proven
    /// @param session held
    static void advance(JdbcClient jdbc, Session session, byte[] newTokenHash, Factor factor, Instant now) {
        jdbc.sql("update account_session set token_hash = ?, " + factor.column()
                        + " = ?, wrong_codes = 0, seen_at = ? where id = ?")
                .params(newTokenHash, utc(now), utc(now), session.id())
                .update();
    }

    /// As [#advance] by the password, which gives no further tries for codes.
    static void advancePassword(JdbcClient jdbc, Session session, byte[] newTokenHash, Instant now) {
        jdbc.sql("update account_session set token_hash = ?, password_at = ?, seen_at = ? where id = ?")
                .params(newTokenHash, utc(now), utc(now), session.id())
                .update();
    }

    /// The second factors an account has, strongest first, by the names of their steps.
    static List<String> secondFactors(JdbcClient jdbc, String account) {
        return jdbc.sql("""
                        select step from (values
                            (1, 'passkey', exists (select 1 from passkey where account_id = :account)),
                            (2, 'app', exists (
                                select 1 from authenticator_app where account_id = :account and confirmed)),
                            (3, 'phone-code', exists (
                                select 1 from account_contact
                                where account_id = :account and kind = 'phone' and confirmed)),
                            (4, 'recovery-code', exists (
                                select 1 from recovery_code where account_id = :account and used_at is null))
                        ) as factor (rank, step, has) where has order by rank
                        """)
                .param("account", account)
                .query((row, line) -> row.getString(1))
                .list();
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

    /// After a code that was right.
    static void forgetTries(JdbcClient jdbc, String id) {
        jdbc.sql("update account_session set wrong_codes = 0 where id = ?")
                .param(id)
                .update();
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

    static void deleteByToken(JdbcClient jdbc, byte[] tokenHash) {
        jdbc.sql("delete from account_session where token_hash = ?")
                .param(tokenHash)
                .update();
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
                proven(row),
                instant(row, "created_at").orElseThrow(),
                instant(row, "seen_at").orElseThrow(),
                row.getBytes("sealed_device"));
    }

    static Map<Factor, Instant> proven(ResultSet row) throws SQLException {
        var proven = new EnumMap<Factor, Instant>(Factor.class);
        for (var factor : Factor.values()) {
            instant(row, factor.column()).ifPresent(at -> proven.put(factor, at));
        }
        return proven;
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
