package dev.strongroom.bench;

import dev.strongroom.core.crypto.BlindIndex;
import dev.strongroom.core.crypto.Context;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.FormatPreserving;
import dev.strongroom.core.crypto.Sealer;
import dev.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Sealing and indexing beside the bare algorithm on a reused object under one key.
@State(Scope.Thread)
public class CoreBenchmarks {

    private static final int FIELD_BYTES = 256;
    private static final byte[] NORMALISED = "someone@example.com".getBytes(StandardCharsets.UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final SecretBytes secret = SecretBytes.random(32, random);
    private final Sealer sealer = new Sealer(random);
    private final FieldKey fieldKey = new FieldKey(secret, 1);
    private final Context context = Context.field("0123456789abcdef", "customers", 1, 1, "email", 1);
    private final byte[] field = new byte[FIELD_BYTES];
    private final BlindIndex index = BlindIndex.of(secret, "customers", "email", "exact", 1, BlindIndex.FULL_BITS);
    private final SecretKeySpec aes = new SecretKeySpec(secret.exposeCleartext(), "AES");
    private final Cipher cipher = cipher();
    private final Mac mac = mac();
    private final byte[] associatedData = new byte[100];
    private final byte[] nonce = new byte[12];
    private final FormatPreserving preserving = new FormatPreserving(secret, FormatPreserving.DIGITS, new byte[0]);
    private final FPEFF1Engine engine = engine();
    private final byte[] digits = {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
    private final byte[] encrypted = new byte[digits.length];

    @Benchmark
    public byte[] sealAndOpen() {
        return sealer.open(fieldKey, context, sealer.seal(fieldKey, context, field));
    }

    @Benchmark
    public byte[] bareCipher() throws GeneralSecurityException {
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData);
        var sealed = cipher.doFinal(field);
        cipher.init(Cipher.DECRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(sealed);
    }

    @Benchmark
    public byte[] blindIndex() {
        return index.of(NORMALISED);
    }

    @Benchmark
    public String formatPreserving() {
        return preserving.encrypt("4000000000000002");
    }

    @Benchmark
    public byte[] bareFormatPreserving() {
        engine.processBlock(digits, 0, digits.length, encrypted, 0);
        return encrypted;
    }

    @Benchmark
    public byte[] bareMac() {
        return mac.doFinal(NORMALISED);
    }

    private FPEFF1Engine engine() {
        var made = new FPEFF1Engine();
        made.init(
                true,
                new FPEParameters(new KeyParameter(secret.exposeCleartext()), FormatPreserving.DIGITS, new byte[0]));
        return made;
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Mac mac() {
        try {
            var keyed = Mac.getInstance("HmacSHA256");
            keyed.init(new SecretKeySpec(secret.exposeCleartext(), "HmacSHA256"));
            return keyed;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
