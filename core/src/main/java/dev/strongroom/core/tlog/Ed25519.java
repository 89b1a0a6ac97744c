package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 (RFC 8032) of the JDK, with keys as the 32 bytes of the RFC.
final class Ed25519 {

    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;
    private static final String ALGORITHM = "Ed25519";

    /// What stands before the 32 bytes in an X.509 public key (RFC 8410).
    private static final byte[] PUBLIC_KEY_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    static PrivateKey privateKey(SecretBytes seed) {
        try {
            var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed.exposeCleartext());
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 refused a seed of 32 bytes", impossible);
        }
    }

    /// The JDK has no call that derives the public key of a seed. Its key generator does so with the seed it draws,
    /// so it is given a source that yields ours. That it draws exactly this is checked by the RFC's test vectors, and
    /// by [NoteSigner] for each key.
    static byte[] publicKey(SecretBytes seed) {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new SeedSource(seed));
            var encoded = generator.generateKeyPair().getPublic().getEncoded();
            return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 refused to derive a public key", impossible);
        }
    }

    /// @throws MalformedLogData if the bytes are not a point of the curve
    static PublicKey publicKey(byte[] key) {
        try {
            var encoded = Arrays.copyOf(PUBLIC_KEY_HEADER, PUBLIC_KEY_HEADER.length + KEY_BYTES);
            System.arraycopy(key, 0, encoded, PUBLIC_KEY_HEADER.length, KEY_BYTES);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException notAKey) {
            throw new MalformedLogData("These bytes are not an Ed25519 public key");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 is missing from this JDK", impossible);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 refused to sign", impossible);
        }
    }

    /// @return false also for what is not a signature, or a key that is no point of the curve
    static boolean verify(PublicKey key, byte[] message, byte[] bytes) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return bytes.length == SIGNATURE_BYTES && signature.verify(bytes);
        } catch (SignatureException | InvalidKeyException malformed) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 is missing from this JDK", impossible);
        }
    }
}
