package dev.strongroom.core.crypto;

import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 (RFC 2104, FIPS 180-4) under one key, on pooled and already keyed objects. Thread-safe.
public final class HmacSha256 implements Suite.Tagging {

    public static final int TAG_BYTES = 32;

    private static final Pool<Mac> UNKEYED = new Pool<>(() -> Jce.mac("HmacSHA256"));

    private final SecretKeySpec key;
    private final Pool<Mac> macs = new Pool<>(this::keyed);

    /// @param key at least one byte
    public HmacSha256(SecretBytes key) {
        this.key = new SecretKeySpec(key.exposeCleartext(), "HmacSHA256");
    }

    /// @param parts authenticated one after another, without separators: a caller whose parts vary in length frames
    /// them
    /// @return 32 bytes
    @Override
    public byte[] tag(byte[]... parts) {
        var mac = macs.take();
        for (var part : parts) {
            mac.update(part);
        }
        var tag = mac.doFinal();
        macs.giveBack(mac);
        return tag;
    }

    /// For keys used seldom: one tag, without keeping a keyed object per key.
    static byte[] once(SecretKeySpec key, byte[] message) {
        var mac = UNKEYED.take();
        try {
            mac.init(key);
            var tag = mac.doFinal(message);
            UNKEYED.giveBack(mac);
            return tag;
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("HMAC refused its key", impossible);
        }
    }

    private Mac keyed() {
        try {
            var mac = Jce.mac("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("HMAC refused its key", impossible);
        }
    }
}
