package dev.strongroom.identity;

import dev.strongroom.RunningServer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A browser with a device that makes passkeys and signs with them, written from the specification (W3C Web
/// Authentication level 3, 5.8.1, 6.1 and 6.5), and able to do each thing wrong.
public final class SoftPasskeys {

    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 4;
    private static final int ATTESTED = 64;

    /// What is not as it should be; the defaults are right.
    public String origin = "http://localhost:0";

    public String domain = "localhost";
    public boolean verifiesUser = true;
    public boolean isUserPresent = true;
    public boolean tellsAnotherAccount;
    public String type = "";
    public long counter;

    private final KeyPair key;
    private final byte[] id = new byte[32];
    private String userHandle = "";

    public SoftPasskeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
            new SecureRandom().nextBytes(id);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The answer to the options for a new passkey.
    public Map<String, Object> make(JsonNode options) {
        userHandle = options.get("user").get("id").asString();
        var client = client("webauthn.create", options.get("challenge").asString());
        var response = Map.of(
                "clientDataJSON", text(client), "attestationObject", text(attestation()), "transports", new String[] {
                    "internal"
                });
        return credential(response);
    }

    /// The answer to the options for the use of a passkey.
    public Map<String, Object> sign(JsonNode options) {
        var client = client("webauthn.get", options.get("challenge").asString());
        counter = counter == 0 ? 0 : counter + 1;
        var data = authenticatorData(new byte[0], 0);
        var response = new HashMap<String, Object>(Map.of(
                "clientDataJSON",
                text(client),
                "authenticatorData",
                text(data),
                "signature",
                text(signed(data, client))));
        response.put(
                "userHandle",
                tellsAnotherAccount ? text("staff-000000000000".getBytes(StandardCharsets.US_ASCII)) : userHandle);
        return credential(response);
    }

    private Map<String, Object> credential(Map<String, ?> response) {
        return Map.of(
                "id",
                text(id),
                "rawId",
                text(id),
                "type",
                "public-key",
                "response",
                response,
                "clientExtensionResults",
                Map.of());
    }

    private byte[] client(String ordinaryType, String challenge) {
        return RunningServer.JSON.writeValueAsBytes(Map.of(
                "type",
                type.isEmpty() ? ordinaryType : type,
                "challenge",
                challenge,
                "origin",
                origin,
                "crossOrigin",
                false));
    }

    private byte[] signed(byte[] data, byte[] client) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] attestation() {
        var data = authenticatorData(attested(), ATTESTED);
        var cbor = new ByteArrayOutputStream();
        cbor.write(0xa3);
        cbor.writeBytes(word("fmt"));
        cbor.writeBytes(word("none"));
        cbor.writeBytes(word("attStmt"));
        cbor.write(0xa0);
        cbor.writeBytes(word("authData"));
        cbor.writeBytes(new byte[] {0x58, (byte) data.length});
        cbor.writeBytes(data);
        return cbor.toByteArray();
    }

    private byte[] authenticatorData(byte[] attested, int flags) {
        int all = flags | (isUserPresent ? USER_PRESENT : 0) | (verifiesUser ? USER_VERIFIED : 0);
        return ByteBuffer.allocate(37 + attested.length)
                .put(sha256(domain.getBytes(StandardCharsets.US_ASCII)))
                .put((byte) all)
                .putInt((int) counter)
                .put(attested)
                .array();
    }

    private byte[] attested() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var cose = new ByteArrayOutputStream();
        cose.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20});
        cose.writeBytes(coordinate(point.getAffineX().toByteArray()));
        cose.writeBytes(new byte[] {0x22, 0x58, 0x20});
        cose.writeBytes(coordinate(point.getAffineY().toByteArray()));
        return ByteBuffer.allocate(18 + id.length + cose.size())
                .put(new byte[16])
                .putShort((short) id.length)
                .put(id)
                .put(cose.toByteArray())
                .array();
    }

    private static byte[] coordinate(byte[] number) {
        var bytes = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static byte[] word(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        var cbor = Arrays.copyOf(new byte[] {(byte) (0x60 + bytes.length)}, 1 + bytes.length);
        System.arraycopy(bytes, 0, cbor, 1, bytes.length);
        return cbor;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
