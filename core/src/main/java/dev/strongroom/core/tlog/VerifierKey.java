package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The public key of a log, with its name: what an auditor holds (C2SP signed-note, "Verifier keys").
///
/// Ed25519 (type 0x01) only; keys of other types are refused by name rather than ignored.
///
/// @param name not empty, without spaces and plus
/// @param keyId the first four bytes of SHA-256(name, newline, 0x01, key): an identifier, not a proof of identity
/// @param ed25519PublicKey 32 bytes as in RFC 8032
public record VerifierKey(String name, int keyId, byte[] ed25519PublicKey) {

    private static final byte TYPE = 1;
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");

    /// @throws MalformedLogData if the name is not allowed, the key no Ed25519 key, or the id not theirs
    public VerifierKey {
        if (!KeyName.isValid(name)) {
            throw new MalformedLogData("A key's name is empty or has a space, plus or control character");
        }
        if (ed25519PublicKey.length != Ed25519.KEY_BYTES) {
            throw new MalformedLogData("An Ed25519 public key has 32 bytes");
        }
        if (keyId != keyId(name, ed25519PublicKey)) {
            throw new MalformedLogData("A key's id does not belong to its name and bytes");
        }
        ed25519PublicKey = ed25519PublicKey.clone();
    }

    static VerifierKey of(String name, byte[] ed25519PublicKey) {
        return new VerifierKey(name, keyId(name, ed25519PublicKey), ed25519PublicKey);
    }

    /// @param vkey name, id in hexadecimal, and base64 of type and key, joined by plus
    /// @throws MalformedLogData if it is not in this form, or of another type than Ed25519
    public static VerifierKey parse(String vkey) {
        var parts = vkey.split("\\+", 3);
        if (parts.length != 3 || !KEY_ID.matcher(parts[1]).matches()) {
            throw new MalformedLogData("A verifier key has the form name+id+key");
        }
        var typed = StrictBase64.decode(parts[2], "A verifier key");
        if (typed.length == 0 || typed[0] != TYPE) {
            throw new MalformedLogData("A verifier key is of " + typeName(typed) + "; only 0x01 (Ed25519) is spoken");
        }
        int id = HexFormat.fromHexDigits(parts[1]);
        return new VerifierKey(parts[0], id, Arrays.copyOfRange(typed, 1, typed.length));
    }

    @Override
    public byte[] ed25519PublicKey() {
        return ed25519PublicKey.clone();
    }

    /// The form that [#parse(String)] reads.
    public String encoded() {
        var typed = ByteBuffer.allocate(1 + ed25519PublicKey.length).put(TYPE).put(ed25519PublicKey);
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + StrictBase64.encode(typed.array());
    }

    /// @return false also for what is no signature at all
    public boolean verify(byte[] message, byte[] signature) {
        return Ed25519.verify(Ed25519.publicKey(ed25519PublicKey), message, signature);
    }

    private static int keyId(String name, byte[] publicKey) {
        var hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', TYPE}, publicKey);
        return ByteBuffer.wrap(hash).getInt();
    }

    private static String typeName(byte[] typed) {
        return switch (typed.length == 0 ? 0 : typed[0]) {
            case 0x02 -> "type 0x02 (ECDSA)";
            case 0x04 -> "type 0x04 (Ed25519 cosignature)";
            case 0x05 -> "type 0x05 (RFC 6962 tree head)";
            case 0x06 -> "type 0x06 (ML-DSA-44 cosignature)";
            default -> "an unknown type";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key && encoded().equals(key.encoded());
    }

    @Override
    public int hashCode() {
        return keyId;
    }
}
