package dev.strongroom.core.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// AES-GCM (NIST SP 800-38D) with a nonce chosen by the caller, on pooled ciphers.
///
/// Insecure by itself: a nonce used twice under one key gives away both messages and forgeries. [Sealer] draws it.
final class InsecureNonceAesGcm {

    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final Pool<Cipher> CIPHERS = new Pool<>(() -> Jce.cipher("AES/GCM/NoPadding"));

    private InsecureNonceAesGcm() {}

    /// Writes ciphertext and tag into `output` from `outputOffset`.
    ///
    /// @param associatedData1 authenticated first, then `associatedData2`
    static void seal(
            SecretKey key,
            byte[] nonceHolder,
            int nonceOffset,
            byte[] associatedData1,
            int length1,
            byte[] associatedData2,
            byte[] cleartext,
            byte[] output,
            int outputOffset) {
        var cipher = CIPHERS.take();
        try {
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key,
                    new GCMParameterSpec(TAG_BYTES * 8, nonceHolder, nonceOffset, NONCE_BYTES));
            cipher.updateAAD(associatedData1, 0, length1);
            cipher.updateAAD(associatedData2);
            cipher.doFinal(cleartext, 0, cleartext.length, output, outputOffset);
            CIPHERS.giveBack(cipher);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to seal", impossible);
        }
    }

    /// @throws DoesNotOpen if the tag does not fit
    static byte[] open(
            SecretKey key,
            byte[] nonceHolder,
            int nonceOffset,
            byte[] associatedData1,
            int length1,
            byte[] associatedData2,
            byte[] sealed,
            int sealedOffset) {
        var cipher = CIPHERS.take();
        try {
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new GCMParameterSpec(TAG_BYTES * 8, nonceHolder, nonceOffset, NONCE_BYTES));
            cipher.updateAAD(associatedData1, 0, length1);
            cipher.updateAAD(associatedData2);
            var cleartext = cipher.doFinal(sealed, sealedOffset, sealed.length - sealedOffset);
            CIPHERS.giveBack(cipher);
            return cleartext;
        } catch (AEADBadTagException changed) {
            throw new DoesNotOpen("A sealed value does not open");
        } catch (GeneralSecurityException malformed) {
            throw new DoesNotOpen("A sealed value is malformed");
        }
    }
}
