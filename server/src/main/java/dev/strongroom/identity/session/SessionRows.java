package dev.strongroom.identity.session;

import dev.strongroom.identity.account.AccountRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write sessions.
final class SessionRows {

    private static final String COLUMNS =
            "id, generation, account_id, password_at, company_at, app_at, passkey_at, phone_at, recovery_at, created_at,"
                    + " seen_at, sealed_device";

    private SessionRows() {}

    private record Row(
            String id,
            int generation,
            String account,
            Map<Factor, Instant> proven,
            Instant createdAt,
            Instant seenAt,
            byte[] sealedDevice) {

        Optional<Session> session(JdbcClient jdbc) {
            return AccountRows.byId(jdbc, account, false)
                    .map(stored -> new Session(id, generation, stored.account(), proven, createdAt, seenAt));
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

    static Optional<Session> byId(JdbcClient jdbc, String id) {
        return jdbc.sql("select " + COLUMNS + " from account_session where id = ?")
                .param(id)
                .query((row, line) -> row(row))
                .optional()
                .flatMap(row -> row.session(jdbc));
    }

    /// A factor that was just proven.
    ///
    /// @param tokenHash of the token that the session has from now on
    /// @param network where it was proven, see [SessionNetworks]
    record Proof(byte[] tokenHash, Factor factor, byte[] network, Instant now) {}

    /// @param proof begins the session
    static void insert(JdbcClient jdbc, String id, String account, byte[] sealedDevice, Proof proof) {
        var now = utc(proof.now());
        jdbc.sql("insert into account_session (token_hash, id, account_id, sealed_device, network, "
                        + proof.factor().column() + ", created_at, seen_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(proof.tokenHash(), id, account, sealedDevice, proof.network(), now, now, now)
                .update();
    }

    /// Under another token from now on; the one before opens nothing any more. What was proven in another network stays
    /// proven, long ago. The password gives no further tries for codes.
    ///
    /// @param session held
    static void advance(JdbcClient jdbc, Session session, Proof proof) {
        var now = utc(proof.now());
        var others = Arrays.stream(Factor.values())
                .filter(factor -> factor != proof.factor())
                .map(Factor::column)
                .map(column -> column + " = case when network = :network or " + column + " is null then " + column
                        + " else to_timestamp(0) end")
                .collect(Collectors.joining(", "));
        jdbc.sql("update account_session set token_hash = :token, generation = generation + 1, network = :network, "
                        + "seen_at = :now, " + proof.factor().column() + " = :now, " + others
                        + ", wrong_codes = case when :isCode then 0 else wrong_codes end where id = :id")
                .param("token", proof.tokenHash())
                .param("network", proof.network())
                .param("now", now)
                .param("isCode", proof.factor() != Factor.PASSWORD)
                .param("id", session.id())
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
    /// @return whether it still exists, and still has the token that the request came with
    static boolean hold(JdbcClient jdbc, Session session) {
        return jdbc.sql("select 1 from account_session where id = ? and generation = ? for update")
                .params(session.id(), session.generation())
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

    /// Of that session stays what was proven by other factors; that one was proven long ago.
    static void endOthers(JdbcClient jdbc, Session session, Factor removed) {
        deleteOthers(jdbc, session.account().id(), session.id());
        var column = removed.column();
        jdbc.sql("update account_session set " + column + " = to_timestamp(0) where id = ? and " + column
                        + " is not null")
                .param(session.id())
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
                row.getInt("generation"),
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
