package dev.strongroom.core.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// AES key wrapping with padding (RFC 5649, NIST SP 800-38F).
///
/// Deterministic and without a nonce, so a wrapping key needs no count of its uses. It authenticates the wrapped
/// bytes but not the place they are kept: what binds a customer key to its customer is its commitment.
public final class KeyWrap {

    private static final Pool<Cipher> CIPHERS = new Pool<>(() -> Jce.cipher("AES/KWP/NoPadding"));

    private final SecretKey key;

    /// @param key 16, 24 or 32 bytes; the product uses 32
    /// @throws IllegalArgumentException if it has another length
    public KeyWrap(SecretBytes key) {
        if (key.length() != 16 && key.length() != 24 && key.length() != 32) {
            throw new IllegalArgumentException("An AES key has 16, 24 or 32 bytes");
        }
        this.key = new SecretKeySpec(key.exposeCleartext(), "AES");
    }

    /// @param secret at least one byte
    public byte[] wrap(SecretBytes secret) {
        var cipher = CIPHERS.take();
        try {
            cipher.init(Cipher.WRAP_MODE, key);
            var wrapped = cipher.wrap(new SecretKeySpec(secret.exposeCleartext(), "AES"));
            CIPHERS.giveBack(cipher);
            return wrapped;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-KWP refused to wrap", impossible);
        }
    }

    /// @throws DoesNotOpen if the bytes were changed or wrapped under another key
    public SecretBytes unwrap(byte[] wrapped) {
        var cipher = CIPHERS.take();
        try {
            cipher.init(Cipher.UNWRAP_MODE, key);
            var secret = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
            CIPHERS.giveBack(cipher);
            return SecretBytes.copyOf(secret.getEncoded());
        } catch (InvalidKeyException changed) {
            throw new DoesNotOpen("A wrapped key does not open");
        } catch (GeneralSecurityException malformed) {
            throw new DoesNotOpen("A wrapped key is malformed");
        }
    }
}
