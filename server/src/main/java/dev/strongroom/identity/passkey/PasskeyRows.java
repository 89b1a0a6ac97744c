package dev.strongroom.identity.passkey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The statements that read and write passkeys.
final class PasskeyRows {

    private static final String SELECT = "select id, account_id, sealed_credential, sealed_label, relying_party,"
            + " sign_count, created_at, used_at from passkey where ";

    private PasskeyRows() {}

    record Row(
            String id,
            String account,
            byte[] sealedCredential,
            byte[] sealedLabel,
            String relyingParty,
            long signCount,
            Instant createdAt,
            Optional<Instant> usedAt) {}

    static List<Row> ofAccount(JdbcClient jdbc, String account) {
        return jdbc.sql(SELECT + "account_id = ? order by created_at, id")
                .param(account)
                .query((row, line) -> row(row))
                .list();
    }

    static Optional<Row> byCredential(JdbcClient jdbc, byte[] credentialHash) {
        return jdbc.sql(SELECT + "credential_hash = ?")
                .param(credentialHash)
                .query((row, line) -> row(row))
                .optional();
    }

    static List<String> otherRelyingParties(JdbcClient jdbc, String relyingParty) {
        return jdbc.sql("select distinct relying_party from passkey where relying_party <> ?")
                .param(relyingParty)
                .query((row, line) -> row.getString(1))
                .list();
    }

    /// @return whether nobody had this credential
    static boolean insert(JdbcClient jdbc, Row row, byte[] credentialHash) {
        return jdbc.sql(
                                "insert into passkey (id, account_id, credential_hash, sealed_credential, sealed_label, relying_party,"
                                        + " sign_count) values (?, ?, ?, ?, ?, ?, ?) on conflict (credential_hash) do nothing")
                        .params(
                                row.id(),
                                row.account(),
                                credentialHash,
                                row.sealedCredential(),
                                row.sealedLabel(),
                                row.relyingParty(),
                                row.signCount())
                        .update()
                == 1;
    }

    static void used(JdbcClient jdbc, String id, long signCount) {
        jdbc.sql("update passkey set sign_count = ?, used_at = clock_timestamp() where id = ?")
                .params(signCount, id)
                .update();
    }

    static boolean rename(JdbcClient jdbc, String account, String id, byte[] sealedLabel) {
        return jdbc.sql("update passkey set sealed_label = ? where id = ? and account_id = ?")
                        .params(sealedLabel, id, account)
                        .update()
                == 1;
    }

    static boolean delete(JdbcClient jdbc, String account, String id) {
        return jdbc.sql("delete from passkey where id = ? and account_id = ?")
                        .params(id, account)
                        .update()
                == 1;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                row.getBytes(3),
                row.getBytes(4),
                row.getString(5),
                row.getLong(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(8, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }
}
