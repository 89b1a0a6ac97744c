package dev.strongroom.keys;

import dev.strongroom.core.crypto.CustomerKey;
import java.security.SecureRandom;

/// Makes and opens customer keys.
///
/// An opened key is not kept: it opens from the wrapped row that the caller just read, in the same statement as the
/// record. A customer whose row is gone is thereby unreadable on every server at once.
public final class CustomerKeys {

    private final KeyRing ring;
    private final SecureRandom random;

    CustomerKeys(KeyRing ring, SecureRandom random) {
        this.ring = ring;
        this.random = random;
    }

    /// For work on a database that no server runs on.
    public static CustomerKeys of(KeyRing ring) {
        return new CustomerKeys(ring, new SecureRandom());
    }

    /// Fresh secrets for a new customer, wrapped under the newest key-encryption key.
    public CustomerKey.Fresh create(long customer) {
        int version = ring.wrappingVersion();
        return CustomerKey.create(ring.deployment(), customer, ring.keyEncryptionKey(version), version, random);
    }

    /// A fresh key for a customer whose records the caller reseals in the same transaction.
    public CustomerKey.Fresh rotate(long customer, CustomerKey.Wrapped current) {
        int version = ring.wrappingVersion();
        return CustomerKey.rotate(
                current,
                ring.deployment(),
                customer,
                ring.keyEncryptionKey(current.keyEncryptionKeyVersion()),
                ring.keyEncryptionKey(version),
                version,
                random);
    }

    /// @param wrapped the row as it was read in the same statement as the record
    /// @throws dev.strongroom.core.crypto.DoesNotOpen if it was changed or belongs to another customer
    /// @throws KeyFileRefused if its key-encryption key is not in the key file
    public CustomerKey open(long customer, CustomerKey.Wrapped wrapped) {
        return CustomerKey.open(
                wrapped, ring.deployment(), customer, ring.keyEncryptionKey(wrapped.keyEncryptionKeyVersion()));
    }

    /// The version of the key-encryption key that wraps what is new.
    public int newestKeyEncryptionKeyVersion() {
        return ring.wrappingVersion();
    }

    /// Whether the key-encryption key that wrapped this still exists.
    public boolean canOpen(CustomerKey.Wrapped wrapped) {
        return ring.keys().stream()
                .anyMatch(key ->
                        key.kind() == KeyKind.KEY_ENCRYPTION && key.version() == wrapped.keyEncryptionKeyVersion());
    }
}
