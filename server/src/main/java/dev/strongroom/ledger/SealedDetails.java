package dev.strongroom.ledger;

import dev.strongroom.core.crypto.Context;
import dev.strongroom.core.crypto.CustomerKey;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.keys.CustomerKeys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Seals details of entries. Those about a customer are sealed under the customer's key and die with it. Those about
/// nobody, such as the term of a search that found no one, are sealed under a secret that dies with the
/// key-encryption key of its time.
public final class SealedDetails {

    /// The place of details that belong to no customer; no customer has this id.
    private static final long NOBODY = 0;

    private final CustomerKeys customerKeys;
    private final Sealer sealer;
    private final String deployment;
    private final JdbcClient jdbc;
    private volatile @Nullable CurrentKey current;

    SealedDetails(CustomerKeys customerKeys, Sealer sealer, String deployment, JdbcClient jdbc) {
        this.customerKeys = customerKeys;
        this.sealer = sealer;
        this.deployment = deployment;
        this.jdbc = jdbc;
    }

    private record CurrentKey(int keyEncryptionKeyVersion, FieldKey key) {}

    /// @param kind what the detail is, for example `on behalf of`
    public byte[] seal(FieldKey detailKey, String collection, long customer, String kind, String text) {
        return sealer.seal(detailKey, context(collection, customer, kind), bytes(text));
    }

    /// @throws dev.strongroom.core.crypto.DoesNotOpen if it is not this customer's
    public String open(FieldKey detailKey, String collection, long customer, String kind, byte[] sealed) {
        return text(sealer.open(detailKey, context(collection, customer, kind), sealed));
    }

    /// Seals a detail that belongs to no customer. The first four bytes name the key-encryption key.
    public byte[] sealAboutNobody(String collection, String kind, String text) {
        var key = current();
        var sealed = sealer.seal(key.key(), context(collection, NOBODY, kind), bytes(text));
        return java.nio.ByteBuffer.allocate(4 + sealed.length)
                .putInt(key.keyEncryptionKeyVersion())
                .put(sealed)
                .array();
    }

    /// @return empty once its key-encryption key was destroyed
    public Optional<String> openAboutNobody(String collection, String kind, byte[] stored) {
        int version = java.nio.ByteBuffer.wrap(stored).getInt();
        var sealed = java.util.Arrays.copyOfRange(stored, 4, stored.length);
        return stored(version)
                .filter(wrapped -> customerKeys.canOpen(wrapped))
                .map(wrapped -> customerKeys.open(NOBODY, wrapped).detailKey())
                .map(key -> text(sealer.open(key, context(collection, NOBODY, kind), sealed)));
    }

    private CurrentKey current() {
        int newest = customerKeys.newestKeyEncryptionKeyVersion();
        var known = current;
        if (known == null || known.keyEncryptionKeyVersion() != newest) {
            known = new CurrentKey(
                    newest, customerKeys.open(NOBODY, storedOrNew(newest)).detailKey());
            current = known;
        }
        return known;
    }

    private CustomerKey.Wrapped storedOrNew(int newest) {
        return stored(newest).orElseGet(() -> {
            var fresh = customerKeys.create(NOBODY).wrapped();
            jdbc.sql("""
                    insert into ledger_detail_key (kek_version, wrapped, commitment) values (?, ?, ?)
                    on conflict do nothing
                    """)
                    .params(fresh.keyEncryptionKeyVersion(), fresh.wrapped(), fresh.commitment())
                    .update();
            return stored(fresh.keyEncryptionKeyVersion()).orElse(fresh);
        });
    }

    private Optional<CustomerKey.Wrapped> stored(int version) {
        return jdbc.sql("select wrapped, commitment from ledger_detail_key where kek_version = ?")
                .param(version)
                .query((row, number) -> new CustomerKey.Wrapped(version, 1, row.getBytes(1), row.getBytes(2)))
                .optional();
    }

    private Context context(String collection, long customer, String kind) {
        return Context.detail(deployment, collection, customer, kind);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
