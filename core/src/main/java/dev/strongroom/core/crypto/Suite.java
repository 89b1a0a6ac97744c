package dev.strongroom.core.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.SecretKey;

/// Algorithms a sealed value may use, by the number in its header.
///
/// A deployment chooses the one it seals with; what is sealed says itself which it is, so both are read side by side.
/// Each has a nonce of 96 bits and a tag of 128.
public enum Suite {
    /// AES-256 in Galois/Counter Mode (NIST SP 800-38D), with SHA-256.
    AES_256_GCM(1, "aes-256-gcm", "AES", 32, Sha256::lend, HmacSha256::new, KeyDerivation::hkdf),
    /// SM4 (GB/T 32907-2016) in Galois/Counter Mode as in RFC 8998, with SM3 (GB/T 32905-2016). The key has 128 bits.
    SM4_GCM(2, "sm4-gcm", "SM4", 16, Sm3::lend, HmacSm3::new, HmacSm3::hkdf);

    private final byte number;
    private final String word;
    private final String algorithm;
    private final int keyBytes;
    private final Hashing hashing;
    private final Function<SecretBytes, Tagging> tagging;
    private final Deriving deriving;

    Suite(
            int number,
            String word,
            String algorithm,
            int keyBytes,
            Hashing hashing,
            Function<SecretBytes, Tagging> tagging,
            Deriving deriving) {
        this.number = (byte) number;
        this.word = word;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
        this.hashing = hashing;
        this.tagging = tagging;
        this.deriving = deriving;
    }

    /// HMAC under one key.
    interface Tagging {

        /// @return 32 bytes
        byte[] tag(byte[]... parts);
    }

    private interface Hashing {
        byte[] lend(Function<MessageDigest, byte[]> work);
    }

    private interface Deriving {
        SecretBytes derive(SecretBytes key, byte[] info, int length);
    }

    /// @throws DoesNotOpen if no suite has this number
    static Suite of(byte number) {
        return switch (number) {
            case 1 -> AES_256_GCM;
            case 2 -> SM4_GCM;
            default -> throw new DoesNotOpen("A suite is unknown");
        };
    }

    /// The suite that a setting names so.
    public static Optional<Suite> of(String word) {
        return Arrays.stream(values()).filter(suite -> suite.word.equals(word)).findFirst();
    }

    public byte number() {
        return number;
    }

    /// As settings name it.
    public String word() {
        return word;
    }

    /// Of the block cipher, as the JDK names it in keys.
    String algorithm() {
        return algorithm;
    }

    int keyBytes() {
        return keyBytes;
    }

    /// Encrypts with a nonce chosen by the caller, and authenticates both pieces of associated data.
    void seal(
            SecretKey key,
            byte[] nonceHolder,
            int nonceOffset,
            byte[] associatedData1,
            int length1,
            byte[] associatedData2,
            byte[] cleartext,
            byte[] output,
            int outputOffset) {
        if (this == AES_256_GCM) {
            InsecureNonceAesGcm.seal(
                    key,
                    nonceHolder,
                    nonceOffset,
                    associatedData1,
                    length1,
                    associatedData2,
                    cleartext,
                    output,
                    outputOffset);
        } else {
            InsecureNonceSm4Gcm.seal(
                    key,
                    nonceHolder,
                    nonceOffset,
                    associatedData1,
                    length1,
                    associatedData2,
                    cleartext,
                    output,
                    outputOffset);
        }
    }

    /// Undoes [#seal].
    ///
    /// @throws DoesNotOpen if the tag does not fit
    byte[] open(
            SecretKey key,
            byte[] nonceHolder,
            int nonceOffset,
            byte[] associatedData1,
            int length1,
            byte[] associatedData2,
            byte[] sealed,
            int sealedOffset) {
        return this == AES_256_GCM
                ? InsecureNonceAesGcm.open(
                        key, nonceHolder, nonceOffset, associatedData1, length1, associatedData2, sealed, sealedOffset)
                : InsecureNonceSm4Gcm.open(
                        key, nonceHolder, nonceOffset, associatedData1, length1, associatedData2, sealed, sealedOffset);
    }

    /// Lends one digest of this suite, of 32 bytes, for many hashes. `work` must not keep it.
    byte[] hash(Function<MessageDigest, byte[]> work) {
        return hashing.lend(work);
    }

    /// HMAC (RFC 2104) over this suite's hash.
    Tagging tagging(SecretBytes key) {
        return tagging.apply(key);
    }

    /// HKDF (RFC 5869) over this suite's hash, without a salt.
    SecretBytes hkdf(SecretBytes key, byte[] info, int length) {
        return deriving.derive(key, info, length);
    }
}
