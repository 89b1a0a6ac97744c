package dev.strongroom.core.tlog;

import dev.strongroom.core.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The public key of whoever cosigns checkpoints with ML-DSA-44 (C2SP tlog-cosignature; signed-note type 0x06). A log
/// cosigns its own under its origin, so that its checkpoints stay true when Ed25519 no longer is.
///
/// What it verifies is origin, size, root and time of a checkpoint, not the text of the note: extension lines are not
/// covered, and no other note can be signed by it.
///
/// @param name not empty, without spaces and plus, up to 255 bytes in UTF-8
/// @param keyId the first four bytes of SHA-256(name, newline, 0x06, key): an identifier, not a proof of identity
/// @param publicKey 1,312 bytes as in FIPS 204
public record CosignerKey(String name, int keyId, byte[] publicKey) {

    private static final byte TYPE = 6;
    private static final int LONGEST_NAME_BYTES = 255;
    private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");

    /// @throws MalformedLogData if the name is not allowed, the key no ML-DSA-44 key, or the id not theirs
    public CosignerKey {
        if (!KeyName.isValid(name) || !fits(name)) {
            throw new MalformedLogData(
                    "A cosigner's name is empty, too long or has a space, plus or control character");
        }
        if (publicKey.length != MlDsa44.PUBLIC_KEY_BYTES) {
            throw new MalformedLogData("An ML-DSA-44 public key has 1,312 bytes");
        }
        if (keyId != keyId(name, publicKey)) {
            throw new MalformedLogData("A key's id does not belong to its name and bytes");
        }
        publicKey = publicKey.clone();
    }

    static CosignerKey of(String name, byte[] publicKey) {
        return new CosignerKey(name, keyId(name, publicKey), publicKey);
    }

    /// @param vkey name, id in hexadecimal, and base64 of type and key, joined by plus
    /// @throws MalformedLogData if it is not in this form, or of another type than ML-DSA-44
    public static CosignerKey parse(String vkey) {
        var parts = vkey.split("\\+", 3);
        if (parts.length != 3 || !KEY_ID.matcher(parts[1]).matches()) {
            throw new MalformedLogData("A verifier key has the form name+id+key");
        }
        var typed = StrictBase64.decode(parts[2], "A verifier key");
        if (typed.length == 0 || typed[0] != TYPE) {
            throw new MalformedLogData("A cosigner's key is of type 0x06 (ML-DSA-44)");
        }
        return new CosignerKey(parts[0], HexFormat.fromHexDigits(parts[1]), Arrays.copyOfRange(typed, 1, typed.length));
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// The form that [#parse(String)] reads.
    public String encoded() {
        var typed = ByteBuffer.allocate(1 + publicKey.length).put(TYPE).put(publicKey);
        return name + "+" + HexFormat.of().toHexDigits(keyId) + "+" + StrictBase64.encode(typed.array());
    }

    /// @param signature a `timestamped_signature`: time and ML-DSA-44 signature
    /// @return false also for what is no signature at all
    public boolean verify(Checkpoint checkpoint, byte[] signature) {
        if (signature.length != Long.BYTES + MlDsa44.SIGNATURE_BYTES || !fits(checkpoint.origin())) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        var bytes = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        return time >= 0 && MlDsa44.verify(MlDsa44.publicKey(publicKey), message(checkpoint, time), bytes);
    }

    /// The structure `cosigned_message` of C2SP tlog-cosignature, for the whole tree of a checkpoint.
    ///
    /// @param time in seconds since 1970
    byte[] message(Checkpoint checkpoint, long time) {
        var cosigner = name.getBytes(StandardCharsets.UTF_8);
        var origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        int size = LABEL.length + 1 + cosigner.length + 1 + origin.length + 3 * Long.BYTES + TreeHash.BYTES;
        return ByteBuffer.allocate(size)
                .put(LABEL)
                .put((byte) cosigner.length)
                .put(cosigner)
                .putLong(time)
                .put((byte) origin.length)
                .put(origin)
                .putLong(0)
                .putLong(checkpoint.size())
                .put(checkpoint.root())
                .array();
    }

    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME_BYTES;
    }

    private static int keyId(String name, byte[] publicKey) {
        var hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', TYPE}, publicKey);
        return ByteBuffer.wrap(hash).getInt();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosignerKey key && encoded().equals(key.encoded());
    }

    @Override
    public int hashCode() {
        return keyId;
    }
}
