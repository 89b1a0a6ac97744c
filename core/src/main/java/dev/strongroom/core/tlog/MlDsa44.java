package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// ML-DSA-44 (FIPS 204) of the JDK, pure and with an empty context, with public keys as the bytes of the standard.
final class MlDsa44 {

    static final int SEED_BYTES = 32;
    static final int PUBLIC_KEY_BYTES = 1_312;
    static final int SIGNATURE_BYTES = 2_420;
    private static final String ALGORITHM = "ML-DSA-44";

    /// What stands before the key in an X.509 public key (RFC 9881).
    private static final byte[] PUBLIC_KEY_HEADER =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private MlDsa44() {}

    /// ML-DSA.KeyGen_internal (FIPS 204, algorithm 6), which the JDK's generator runs on the one seed it draws.
    /// [Cosigner] checks for each key that the two halves belong together.
    static KeyPair keyPair(SecretBytes seed) {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ML_DSA_44, new SeedSource(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ML-DSA-44 refused to derive a key", impossible);
        }
    }

    static byte[] bytes(PublicKey key) {
        var encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, PUBLIC_KEY_HEADER.length, encoded.length);
    }

    /// @throws MalformedLogData if the bytes are not such a key
    static PublicKey publicKey(byte[] key) {
        try {
            var encoded = Arrays.copyOf(PUBLIC_KEY_HEADER, PUBLIC_KEY_HEADER.length + key.length);
            System.arraycopy(key, 0, encoded, PUBLIC_KEY_HEADER.length, key.length);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException notAKey) {
            throw new MalformedLogData("These bytes are not an ML-DSA-44 public key");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ML-DSA-44 is missing from this JDK", impossible);
        }
    }

    /// Hedged: two signatures of one message differ.
    static byte[] sign(PrivateKey key, byte[] message, SecureRandom random) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key, random);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ML-DSA-44 refused to sign", impossible);
        }
    }

    /// @return false also for what is not a signature at all
    static boolean verify(PublicKey key, byte[] message, byte[] bytes) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return bytes.length == SIGNATURE_BYTES && signature.verify(bytes);
        } catch (SignatureException | InvalidKeyException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("ML-DSA-44 is missing from this JDK", impossible);
        }
    }
}
