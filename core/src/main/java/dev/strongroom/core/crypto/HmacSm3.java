package dev.strongroom.core.crypto;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// HMAC-SM3 (RFC 2104, GB/T 32905-2016) under one key, on pooled and already keyed objects. Thread-safe.
final class HmacSm3 implements Suite.Tagging {

    private final KeyParameter key;
    private final Pool<HMac> macs = new Pool<>(this::keyed);

    /// @param key at least one byte
    HmacSm3(SecretBytes key) {
        this.key = new KeyParameter(key.exposeCleartext());
    }

    /// @param parts authenticated one after another, without separators
    /// @return 32 bytes
    @Override
    public byte[] tag(byte[]... parts) {
        var mac = macs.take();
        for (var part : parts) {
            mac.update(part, 0, part.length);
        }
        var tag = new byte[mac.getMacSize()];
        mac.doFinal(tag, 0);
        macs.giveBack(mac);
        return tag;
    }

    /// HKDF (RFC 5869) over HMAC-SM3, without a salt.
    ///
    /// @param length in bytes, 1 to 8,160
    static SecretBytes hkdf(SecretBytes key, byte[] info, int length) {
        var generator = new HKDFBytesGenerator(new SM3Digest());
        generator.init(new HKDFParameters(key.exposeCleartext(), new byte[0], info));
        var derived = new byte[length];
        generator.generateBytes(derived, 0, length);
        return SecretBytes.copyOf(derived);
    }

    private HMac keyed() {
        var mac = new HMac(new SM3Digest());
        mac.init(key);
        return mac;
    }
}
