package dev.strongroom.identity.company;

import dev.strongroom.RunningServer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens by hand (RFC 7515), rightly and wrongly.
///
/// @param header what the token says of its signature
/// @param signature of the first two parts
/// @param published what the provider says of the key (RFC 7517)
record TokenSigner(Map<String, Object> header, Signing signature, Map<String, Object> published) {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int COORDINATE_BYTES = 32;

    interface Signing {
        byte[] sign(byte[] signed) throws GeneralSecurityException;
    }

    static TokenSigner rsa(String id) {
        return rsa(id, 2_048);
    }

    static TokenSigner rsa(String id, int bits) {
        var pair = pair("RSA", bits);
        var key = (RSAPublicKey) pair.getPublic();
        return new TokenSigner(
                Map.of("alg", "RS256", "kid", id),
                by("SHA256withRSA", pair),
                Map.of(
                        "kty",
                        "RSA",
                        "kid",
                        id,
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "n",
                        unsigned(key.getModulus(), bits / 8),
                        "e",
                        unsigned(key.getPublicExponent(), 3)));
    }

    static TokenSigner elliptic(String id) {
        var pair = pair("EC", 0);
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return new TokenSigner(
                Map.of("alg", "ES256", "kid", id),
                by("SHA256withECDSAinP1363Format", pair),
                Map.of(
                        "kty",
                        "EC",
                        "kid",
                        id,
                        "use",
                        "sig",
                        "crv",
                        "P-256",
                        "x",
                        unsigned(point.getAffineX(), COORDINATE_BYTES),
                        "y",
                        unsigned(point.getAffineY(), COORDINATE_BYTES)));
    }

    /// With no signature at all.
    TokenSigner none() {
        return new TokenSigner(Map.of("alg", "none"), signed -> new byte[0], published);
    }

    /// With a secret, that may be what everybody can read.
    TokenSigner hmac(byte[] secret) {
        return new TokenSigner(
                Map.of("alg", "HS256", "kid", Objects.requireNonNull(header.get("kid"))),
                signed -> {
                    var mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                    return mac.doFinal(signed);
                },
                published);
    }

    TokenSigner saying(String name, Object value) {
        var other = new LinkedHashMap<>(header);
        other.put(name, value);
        return new TokenSigner(other, signature, published);
    }

    /// What everybody can read of the key, as bytes.
    byte[] publicBytes() {
        return Base64.getUrlDecoder().decode((String) published.get("n"));
    }

    String sign(String claims) {
        var signed = part(RunningServer.JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8)) + "."
                + part(claims.getBytes(StandardCharsets.UTF_8));
        try {
            return signed + "." + part(signature.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Signing by(String algorithm, KeyPair pair) {
        return signed -> {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(signed);
            return signature.sign();
        };
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String unsigned(BigInteger number, int bytes) {
        var given = number.toByteArray();
        var all = new byte[bytes];
        int kept = Math.min(bytes, given.length);
        System.arraycopy(given, given.length - kept, all, bytes - kept, kept);
        return part(all);
    }

    private static String part(byte[] bytes) {
        return ENCODER.encodeToString(Arrays.copyOf(bytes, bytes.length));
    }
}
