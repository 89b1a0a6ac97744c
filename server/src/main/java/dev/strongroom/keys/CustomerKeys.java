package dev.strongroom.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.core.crypto.CustomerKey;
import java.security.SecureRandom;
import java.util.Arrays;

/// Makes and opens customer keys.
///
/// An opened key is cached, but a cached one is used only when the wrapped row that the caller just read, in the same
/// statement as the record, is the one it was opened from. A customer whose row is gone is thereby unreadable on
/// every server at once.
public final class CustomerKeys {

    private static final int CACHED_KEYS = 50_000;

    private final KeyRing ring;
    private final SecureRandom random;
    private final Cache<Long, Opened> cache =
            Caffeine.newBuilder().maximumSize(CACHED_KEYS).build();

    CustomerKeys(KeyRing ring, SecureRandom random) {
        this.ring = ring;
        this.random = random;
    }

    private record Opened(CustomerKey.Wrapped from, CustomerKey key) {}

    /// Fresh secrets for a new customer, wrapped under the newest key-encryption key.
    public CustomerKey.Wrapped create(long customer) {
        int version = ring.newest(KeyKind.KEY_ENCRYPTION);
        return CustomerKey.create(ring.deployment(), customer, ring.keyEncryptionKey(version), version, random);
    }

    /// A fresh key for a customer whose records the caller reseals in the same transaction.
    public CustomerKey.Wrapped rotate(long customer, CustomerKey.Wrapped current) {
        int version = ring.newest(KeyKind.KEY_ENCRYPTION);
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
        var cached = cache.getIfPresent(customer);
        if (cached != null && same(cached.from(), wrapped)) {
            return cached.key();
        }
        var key = openInPassing(customer, wrapped);
        cache.put(customer, new Opened(wrapped, key));
        return key;
    }

    /// As [#open(long, CustomerKey.Wrapped)], for whoever goes through all customers: neither asks the cache nor
    /// drives out of it what callers use again.
    public CustomerKey openInPassing(long customer, CustomerKey.Wrapped wrapped) {
        return CustomerKey.open(
                wrapped, ring.deployment(), customer, ring.keyEncryptionKey(wrapped.keyEncryptionKeyVersion()));
    }

    /// The version of the key-encryption key that wraps what is new.
    public int newestKeyEncryptionKeyVersion() {
        return ring.newest(KeyKind.KEY_ENCRYPTION);
    }

    /// Whether the key-encryption key that wrapped this still exists.
    public boolean canOpen(CustomerKey.Wrapped wrapped) {
        return ring.keys().stream()
                .anyMatch(key ->
                        key.kind() == KeyKind.KEY_ENCRYPTION && key.version() == wrapped.keyEncryptionKeyVersion());
    }

    /// Drops what is cached of a customer whose row was just removed or replaced.
    public void forget(long customer) {
        cache.invalidate(customer);
    }

    private static boolean same(CustomerKey.Wrapped cached, CustomerKey.Wrapped read) {
        return cached.keyEncryptionKeyVersion() == read.keyEncryptionKeyVersion()
                && cached.keyVersion() == read.keyVersion()
                && Arrays.equals(cached.wrapped(), read.wrapped())
                && Arrays.equals(cached.commitment(), read.commitment());
    }
}
