package dev.strongroom.core.crypto;

import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The keys that seal one customer's fields, one for each suite, with the version that sealed values carry in their
/// header.
///
/// The key of [Suite#SM4_GCM] is derived when it is first used: who meets none of its values pays nothing for it.
public final class FieldKey {

    static final int KEY_BYTES = 32;
    static final String LABEL = "field key";
    private static final byte[] NOWHERE = {};

    private final SecretKey key;
    private final int version;
    private final SecretBytes source;
    private final byte[] place;
    private volatile @Nullable SecretKey sm4Key;

    /// @param version of the customer key this was derived from, from 1
    public FieldKey(SecretBytes key, int version) {
        this(key, version, key, NOWHERE);
    }

    /// @param source begins with the 32 bytes that keys of further suites are derived from
    /// @param place what they belong to; not copied, and nobody writes to it
    FieldKey(SecretBytes key, int version, SecretBytes source, byte[] place) {
        if (key.length() != KEY_BYTES || version < 1) {
            throw new IllegalArgumentException("A field key has 32 bytes and a version from 1");
        }
        this.key = new SecretKeySpec(key.exposeCleartext(), Suite.AES_256_GCM.algorithm());
        this.version = version;
        this.source = source;
        this.place = place;
    }

    public int version() {
        return version;
    }

    /// The key of suite 1.
    SecretKey key() {
        return key;
    }

    /// The key of one suite.
    SecretKey of(Suite suite) {
        return suite == Suite.AES_256_GCM ? key : sm4Key();
    }

    private SecretKey sm4Key() {
        var known = sm4Key;
        if (known == null) {
            var suite = Suite.SM4_GCM;
            var secret = SecretBytes.copyOf(Arrays.copyOf(source.exposeCleartext(), KEY_BYTES));
            var derived = KeyDerivation.derive(suite, secret, LABEL, suite.keyBytes(), place);
            known = new SecretKeySpec(derived.exposeCleartext(), suite.algorithm());
            sm4Key = known;
        }
        return known;
    }

    /// The key of a stream of its own, by the suite that its header names. Derived from the field key for all suites.
    SecretKey ofStream(Suite suite, byte[] header, byte[] context) {
        var secret = SecretBytes.copyOf(key.getEncoded());
        var derived = KeyDerivation.derive(suite, secret, "file stream", suite.keyBytes(), header, context);
        return new SecretKeySpec(derived.exposeCleartext(), suite.algorithm());
    }

    @Override
    public String toString() {
        return "FieldKey[version " + version + "]";
    }
}
