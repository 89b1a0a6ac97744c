package dev.strongroom.core.crypto;

import java.security.SecureRandom;

/// Seals and opens values in the sealed-value format, version 1: header (format version 1 B, suite 1 B, key version
/// 4 B, nonce 12 B), ciphertext, tag 16 B. See docs/formats/sealed-value.md.
///
/// Guarantees: what was changed, or does not belong to the given [Context] and key, does not open. The length is
/// blurred by padding. Does not guarantee: that an older value of the same place is refused (the record's manifest
/// does that), nor more than 2^32 values under one field key, which a customer's record never reaches.
///
/// Thread-safe. An empty value is allowed and keeps its emptiness secret.
public final class Sealer {

    static final byte FORMAT_VERSION = 1;
    static final int HEADER_BYTES = 18;
    private static final int NONCE_OFFSET = 6;
    private static final int SHORTEST_BYTES = HEADER_BYTES + InsecureNonceAesGcm.TAG_BYTES;

    private final SecureRandom random;
    private final Suite suite;

    /// Seals with [Suite#AES_256_GCM].
    public Sealer(SecureRandom random) {
        this(random, Suite.AES_256_GCM);
    }

    /// @param suite what is sealed from now on; opened is what any suite sealed
    public Sealer(SecureRandom random, Suite suite) {
        this.random = random;
        this.suite = suite;
    }

    /// What is sealed with.
    public Suite suite() {
        return suite;
    }

    /// @param cleartext not changed; may be empty
    public byte[] seal(FieldKey key, Context context, byte[] cleartext) {
        var nonce = new byte[InsecureNonceAesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        return sealWithInsecureNonce(suite, key, context, nonce, Padding.pad(cleartext));
    }

    /// @return the cleartext as it was sealed
    /// @throws DoesNotOpen if the value was changed or belongs to another place or key
    public byte[] open(FieldKey key, Context context, byte[] sealed) {
        return Padding.unpad(openUnpadded(key, context, sealed));
    }

    /// For golden vectors and manifests; a nonce must never be used twice under one key.
    static byte[] sealWithInsecureNonce(FieldKey key, Context context, byte[] nonce, byte[] cleartext) {
        return sealWithInsecureNonce(Suite.AES_256_GCM, key, context, nonce, cleartext);
    }

    static byte[] sealWithInsecureNonce(Suite suite, FieldKey key, Context context, byte[] nonce, byte[] cleartext) {
        var sealed = new byte[HEADER_BYTES + cleartext.length + InsecureNonceAesGcm.TAG_BYTES];
        sealed[0] = FORMAT_VERSION;
        sealed[1] = suite.number();
        putKeyVersion(sealed, key.version());
        System.arraycopy(nonce, 0, sealed, NONCE_OFFSET, nonce.length);
        suite.seal(
                key.of(suite),
                sealed,
                NONCE_OFFSET,
                sealed,
                HEADER_BYTES,
                context.encoded(),
                cleartext,
                sealed,
                HEADER_BYTES);
        return sealed;
    }

    byte[] sealUnpadded(FieldKey key, Context context, byte[] cleartext) {
        var nonce = new byte[InsecureNonceAesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        return sealWithInsecureNonce(suite, key, context, nonce, cleartext);
    }

    static byte[] openUnpadded(FieldKey key, Context context, byte[] sealed) {
        if (sealed.length < SHORTEST_BYTES || sealed[0] != FORMAT_VERSION || keyVersion(sealed) != key.version()) {
            throw new DoesNotOpen("A sealed value has a header that does not fit");
        }
        // Called here without a detour, so that the compiler sees through it: every disclosure comes this way
        if (sealed[1] == Suite.AES_256_GCM.number()) {
            return InsecureNonceAesGcm.open(
                    key.key(), sealed, NONCE_OFFSET, sealed, HEADER_BYTES, context.encoded(), sealed, HEADER_BYTES);
        }
        var suite = Suite.of(sealed[1]);
        return suite.open(
                key.of(suite), sealed, NONCE_OFFSET, sealed, HEADER_BYTES, context.encoded(), sealed, HEADER_BYTES);
    }

    /// The suite a sealed value names in its header.
    ///
    /// @throws DoesNotOpen if it names none
    static Suite suite(byte[] sealed) {
        if (sealed.length < SHORTEST_BYTES) {
            throw new DoesNotOpen("A sealed value is cut short");
        }
        return Suite.of(sealed[1]);
    }

    /// The version of the customer key a sealed value names in its header.
    static int keyVersion(byte[] sealed) {
        return (sealed[2] & 0xff) << 24 | (sealed[3] & 0xff) << 16 | (sealed[4] & 0xff) << 8 | sealed[5] & 0xff;
    }

    private static void putKeyVersion(byte[] sealed, int version) {
        sealed[2] = (byte) (version >>> 24);
        sealed[3] = (byte) (version >>> 16);
        sealed[4] = (byte) (version >>> 8);
        sealed[5] = (byte) version;
    }
}
