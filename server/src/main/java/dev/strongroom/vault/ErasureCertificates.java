package dev.strongroom.vault;

import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.ledger.LogSigner;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes certificates of erasure: a signed note under the log's key that dates two facts, and claims no third. See
/// docs/formats/erasure-certificate.md.
public final class ErasureCertificates {

    private static final String HEADER = "strongroom.dev/erasure-certificate/v1";

    private final JdbcClient jdbc;
    private final KeyEncryptionKeys keyEncryptionKeys;
    private final LogSigner signer;

    ErasureCertificates(JdbcClient jdbc, KeyEncryptionKeys keyEncryptionKeys, LogSigner signer) {
        this.jdbc = jdbc;
        this.keyEncryptionKeys = keyEncryptionKeys;
        this.signer = signer;
    }

    /// An erasure as it stands now.
    ///
    /// @param olderCopiesUnreadableSince empty while a key-encryption key that could open an older copy exists
    /// @param keysKeptUntil the earliest moment at which they may be destroyed, by what is known now; empty once they
    /// are
    /// @param waitsForKeyEncryptionKeys up to which version they must be destroyed
    /// @param certificate the signed note
    public record Certificate(
            String id,
            RecordId customer,
            Instant removedLiveAt,
            Optional<Instant> olderCopiesUnreadableSince,
            Optional<Instant> keysKeptUntil,
            int waitsForKeyEncryptionKeys,
            long logIndex,
            String certificate) {}

    public Optional<Certificate> of(String id) {
        return jdbc.sql("select * from erasure where id = ?")
                .param(id)
                .query((row, number) -> certificate(
                        row.getString("id"),
                        RecordId.ofCustomer(row.getLong("customer_id")),
                        row.getObject("removed_at", OffsetDateTime.class).toInstant(),
                        row.getInt("records"),
                        row.getInt("kek_version"),
                        row.getLong("log_index")))
                .optional();
    }

    private Certificate certificate(
            String id, RecordId customer, Instant removedAt, int records, int keyEncryptionKey, long logIndex) {
        var unreadable = keyEncryptionKeys.allDestroyedUpTo(keyEncryptionKey);
        var kept =
                unreadable.isPresent() ? Optional.<Instant>empty() : keyEncryptionKeys.allKeptUntil(keyEncryptionKey);
        var text = """
                %s
                log %s
                erasure %s
                customer %s
                records %d
                removed-live %s
                older-copies %s
                %skey-encryption-keys-up-to %d
                log-index %d
                """.formatted(
                HEADER,
                signer.origin(),
                id,
                customer,
                records,
                removedAt,
                unreadable.map(since -> "unreadable-since " + since).orElse("readable-until-keys-destroyed"),
                kept.map(until -> "keys-destroyed-not-before " + until + "\n").orElse(""),
                keyEncryptionKey,
                logIndex);
        return new Certificate(
                id, customer, removedAt, unreadable, kept, keyEncryptionKey, logIndex, signer.sign(text));
    }
}
