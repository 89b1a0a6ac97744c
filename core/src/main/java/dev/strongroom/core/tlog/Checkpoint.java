package dev.strongroom.core.tlog;

import java.util.regex.Pattern;

/// The head of a log at one size, as the text of a signed note (C2SP tlog-checkpoint).
///
/// Says nothing about who signed it: [SignedNote#verifiedBy(VerifierKey)] does, and comes first. Extension lines,
/// which the specification allows and does not recommend, are accepted when read, ignored, and never written.
///
/// @param origin names the log: not empty, without control characters; this product's logs use the key's name
/// @param size number of entries, from 0
/// @param root of the RFC 6962 tree over them, 32 bytes
public record Checkpoint(String origin, long size, byte[] root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    /// @throws IllegalArgumentException if a part is out of its bounds
    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(letter -> letter < ' ')) {
            throw new IllegalArgumentException("An origin is not empty and has no control characters");
        }
        if (size < 0 || root.length != TreeHash.BYTES) {
            throw new IllegalArgumentException("A checkpoint has a size from 0 and a root of 32 bytes");
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /// The text to sign: three lines, each with its newline.
    public String text() {
        return origin + "\n" + size + "\n" + StrictBase64.encode(root) + "\n";
    }

    /// @param noteText of a signed note, without its signatures
    /// @throws MalformedLogData if it is not a checkpoint, or not in the one form its size and root have
    public static Checkpoint parse(String noteText) {
        var lines = noteText.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new MalformedLogData("A checkpoint has at least three lines, each ended by a newline");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty() || lines[i].chars().anyMatch(letter -> letter < ' ')) {
                throw new MalformedLogData("A checkpoint has an empty line or a control character");
            }
        }
        return new Checkpoint(lines[0], size(lines[1]), StrictBase64.decodeHash(lines[2], "The root of a checkpoint"));
    }

    private static long size(String line) {
        try {
            if (SIZE.matcher(line).matches()) {
                return Long.parseLong(line);
            }
        } catch (NumberFormatException tooLarge) {
            throw new MalformedLogData("The size of a checkpoint is too large");
        }
        throw new MalformedLogData("The size of a checkpoint is not a decimal number without leading zeros");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint checkpoint && text().equals(checkpoint.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
