package dev.strongroom.core.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// One customer's secrets, opened: the field key, and the secret behind the customer's pseudonyms in the ledger.
///
/// Both are random and wrapped together. HKDF splits the customer key into the field key and a commitment that is
/// stored beside the wrapped form; both name the deployment, the customer and the key version, so that secrets moved
/// to another customer's row are refused. The pseudonym secret outlives rotations of the key.
public final class CustomerKey {

    private static final int SECRET_BYTES = 32;
    public static final int PSEUDONYM_BYTES = 16;
    private static final int DETAIL_KEY_VERSION = 1;

    private final FieldKey fieldKey;
    private final SecretKeySpec pseudonymSecret;
    private volatile @Nullable Monthly newest;

    private CustomerKey(FieldKey fieldKey, SecretKeySpec pseudonymSecret) {
        this.fieldKey = fieldKey;
        this.pseudonymSecret = pseudonymSecret;
    }

    private record Monthly(YearMonth month, byte[] pseudonym) {}

    /// What is stored of a customer key.
    ///
    /// @param keyEncryptionKeyVersion which key-encryption key wrapped it
    /// @param keyVersion from 1, advanced by a rotation of the customer's key
    /// @param wrapped key and pseudonym secret, 72 bytes
    /// @param commitment 32 bytes
    public record Wrapped(int keyEncryptionKeyVersion, int keyVersion, byte[] wrapped, byte[] commitment) {

        public Wrapped {
            wrapped = wrapped.clone();
            commitment = commitment.clone();
        }

        @Override
        public byte[] wrapped() {
            return wrapped.clone();
        }

        @Override
        public byte[] commitment() {
            return commitment.clone();
        }

        /// Unwraps and wraps again under another key-encryption key. Key, version and commitment stay, and are not
        /// checked here: what was moved or mixed before does not open afterwards either.
        ///
        /// @throws DoesNotOpen if it was changed or wrapped under another key
        public Wrapped rewrap(KeyWrap from, KeyWrap to, int newKeyEncryptionKeyVersion) {
            return new Wrapped(newKeyEncryptionKeyVersion, keyVersion, to.wrap(from.unwrap(wrapped)), commitment);
        }
    }

    /// A key that was just made: what is to be stored of it, and the key as it opened from exactly that.
    public record Fresh(Wrapped wrapped, CustomerKey key) {}

    /// Fresh secrets for a new customer.
    ///
    /// @throws DoesNotOpen if the machine computed wrongly; nothing may be stored then
    public static Fresh create(
            String deployment,
            long customer,
            KeyWrap keyEncryptionKey,
            int keyEncryptionKeyVersion,
            SecureRandom random) {
        var secrets = SecretBytes.random(2 * SECRET_BYTES, random);
        var commitment = commitment(derivation(secrets), deployment, customer, 1);
        var created = new Wrapped(keyEncryptionKeyVersion, 1, keyEncryptionKey.wrap(secrets), commitment);
        return opening(created, deployment, customer, keyEncryptionKey);
    }

    /// A fresh key for the same customer: the pseudonym secret stays, the version advances.
    ///
    /// @throws DoesNotOpen if the current one does not open for this customer: rotation must not give a new commitment
    ///     to secrets that were moved here
    public static Fresh rotate(
            Wrapped current,
            String deployment,
            long customer,
            KeyWrap from,
            KeyWrap to,
            int toVersion,
            SecureRandom random) {
        var secrets = from.unwrap(current.wrapped);
        checked(current, secrets, deployment, customer);
        var rotating = secrets.exposeCleartext();
        var fresh = SecretBytes.random(SECRET_BYTES, random);
        System.arraycopy(fresh.exposeCleartext(), 0, rotating, 0, SECRET_BYTES);
        int version = Math.incrementExact(current.keyVersion());
        var wrapped = to.wrap(SecretBytes.copyOf(rotating));
        Arrays.fill(rotating, (byte) 0);
        var commitment = commitment(KeyDerivation.from(fresh), deployment, customer, version);
        var rotated = new Wrapped(toVersion, version, wrapped, commitment);
        return opening(rotated, deployment, customer, to);
    }

    /// Opens what is about to be stored: a fault of the machine in this one moment would make all that the customer
    /// ever stores unreadable, and nobody would know until it is read.
    private static Fresh opening(Wrapped fresh, String deployment, long customer, KeyWrap keyEncryptionKey) {
        return new Fresh(fresh, open(fresh, deployment, customer, keyEncryptionKey));
    }

    /// @throws DoesNotOpen if it was changed, moved from another customer or deployment, or wrapped under another key
    public static CustomerKey open(Wrapped wrapped, String deployment, long customer, KeyWrap keyEncryptionKey) {
        var secrets = keyEncryptionKey.unwrap(wrapped.wrapped);
        var place = place(deployment, customer, wrapped.keyVersion());
        var fieldKey = checked(wrapped, secrets, deployment, customer).derive(FieldKey.LABEL, SECRET_BYTES, place);
        var pseudonymSecret = new SecretKeySpec(secrets.exposeCleartext(), SECRET_BYTES, SECRET_BYTES, "HmacSHA256");
        return new CustomerKey(new FieldKey(fieldKey, wrapped.keyVersion(), secrets, place), pseudonymSecret);
    }

    /// Further keys are derived only from secrets that fit their commitment.
    private static KeyDerivation checked(Wrapped wrapped, SecretBytes secrets, String deployment, long customer) {
        if (secrets.length() != 2 * SECRET_BYTES || wrapped.keyVersion() < 1) {
            throw new DoesNotOpen("A customer key has the wrong length or version");
        }
        var derivation = derivation(secrets);
        var commitment = commitment(derivation, deployment, customer, wrapped.keyVersion());
        if (!MessageDigest.isEqual(commitment, wrapped.commitment)) {
            throw new DoesNotOpen("A customer key does not fit its commitment");
        }
        return derivation;
    }

    public FieldKey fieldKey() {
        return fieldKey;
    }

    /// Seals what the ledger keeps about the customer outside the tree. Like the pseudonyms it outlives rotations of
    /// the key, because the entries hold the hash of what was sealed.
    public FieldKey detailKey() {
        var key = SecretBytes.copyOf(HmacSha256.once(pseudonymSecret, Utf8.bytes("detail key")));
        return new FieldKey(key, DETAIL_KEY_VERSION);
    }

    /// The customer's name in the ledger for one month: 16 bytes. Without the secret, months cannot be linked.
    public byte[] pseudonym(YearMonth month) {
        var known = newest;
        if (known == null || !known.month().equals(month)) {
            known = new Monthly(month, tag("month " + month));
            newest = known;
        }
        return known.pseudonym().clone();
    }

    /// The name of one record in the ledger's write entries: 16 bytes, the same in every month.
    public byte[] recordPseudonym(String collection, long record) {
        return tag("record " + collection + " " + record);
    }

    private byte[] tag(String text) {
        var tag = HmacSha256.once(pseudonymSecret, Utf8.bytes(text));
        return Arrays.copyOf(tag, PSEUDONYM_BYTES);
    }

    private static KeyDerivation derivation(SecretBytes secrets) {
        return KeyDerivation.from(SecretBytes.copyOf(Arrays.copyOf(secrets.exposeCleartext(), SECRET_BYTES)));
    }

    private static byte[] commitment(KeyDerivation derivation, String deployment, long customer, int version) {
        return derivation
                .derive("commitment", SECRET_BYTES, place(deployment, customer, version))
                .exposeCleartext();
    }

    private static byte[] place(String deployment, long customer, int version) {
        var text = Utf8.bytes(deployment);
        return ByteBuffer.allocate(text.length + 12)
                .putLong(customer)
                .putInt(version)
                .put(text)
                .array();
    }
}
