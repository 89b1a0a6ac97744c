package dev.strongroom.core.crypto;

import javax.crypto.SecretKey;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// SM4-GCM (GB/T 32907-2016, RFC 8998) with a nonce chosen by the caller, on pooled ciphers.
///
/// Insecure by itself, as [InsecureNonceAesGcm].
final class InsecureNonceSm4Gcm {

    private static final int NONCE_BYTES = InsecureNonceAesGcm.NONCE_BYTES;
    private static final int TAG_BYTES = InsecureNonceAesGcm.TAG_BYTES;
    private static final Pool<GCMModeCipher> CIPHERS = new Pool<>(() -> GCMBlockCipher.newInstance(new SM4Engine()));

    private InsecureNonceSm4Gcm() {}

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
            cipher.init(true, parameters(key, nonceHolder, nonceOffset));
            cipher.processAADBytes(associatedData1, 0, length1);
            cipher.processAADBytes(associatedData2, 0, associatedData2.length);
            int written = cipher.processBytes(cleartext, 0, cleartext.length, output, outputOffset);
            cipher.doFinal(output, outputOffset + written);
            CIPHERS.giveBack(cipher);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("SM4-GCM refused to seal", impossible);
        }
    }

    /// Nothing of what was decrypted leaves this method before the tag has proven right.
    ///
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
        int length = sealed.length - sealedOffset;
        if (length < TAG_BYTES) {
            throw new DoesNotOpen("A sealed value is malformed");
        }
        var cipher = CIPHERS.take();
        try {
            cipher.init(false, parameters(key, nonceHolder, nonceOffset));
            cipher.processAADBytes(associatedData1, 0, length1);
            cipher.processAADBytes(associatedData2, 0, associatedData2.length);
            var cleartext = new byte[length - TAG_BYTES];
            int written = cipher.processBytes(sealed, sealedOffset, length, cleartext, 0);
            cipher.doFinal(cleartext, written);
            CIPHERS.giveBack(cipher);
            return cleartext;
        } catch (InvalidCipherTextException changed) {
            throw new DoesNotOpen("A sealed value does not open");
        }
    }

    private static AEADParameters parameters(SecretKey key, byte[] nonceHolder, int nonceOffset) {
        var nonce = new byte[NONCE_BYTES];
        System.arraycopy(nonceHolder, nonceOffset, nonce, 0, NONCE_BYTES);
        return new AEADParameters(new KeyParameter(key.getEncoded()), TAG_BYTES * 8, nonce);
    }
}
