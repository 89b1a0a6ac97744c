package dev.strongroom.core.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text with signatures under it (C2SP signed-note v1).
///
/// A note that was read says nothing until [#verifiedBy(VerifierKey)] is true. Accepted are 1 to 100 signatures and
/// 1,048,576 characters; refused are control characters other than newline, malformed Unicode, and any form of a
/// signature line but the one that [#encoded()] writes.
///
/// @param text ends with a newline; may have empty lines
/// @param signatures in the order of their lines
public record SignedNote(String text, List<Signature> signatures) {

    private static final int MOST_SIGNATURES = 100;
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final String MARK = "\u2014 ";

    /// One signature line.
    ///
    /// @param name of the key
    /// @param keyId as [VerifierKey#keyId()]
    /// @param signature at least one byte, in the form of the key's type
    public record Signature(String name, int keyId, byte[] signature) {

        /// @throws MalformedLogData if the name is not allowed or the signature empty
        public Signature {
            if (!KeyName.isValid(name) || signature.length == 0) {
                throw new MalformedLogData("A signature line has no allowed name or no signature");
            }
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        private String line() {
            var bytes = ByteBuffer.allocate(4 + signature.length).putInt(keyId).put(signature);
            return MARK + name + " " + StrictBase64.encode(bytes.array()) + "\n";
        }

        private static Signature parse(String line) {
            var words = line.startsWith(MARK) ? line.substring(MARK.length()).split(" ", -1) : new String[0];
            if (words.length != 2) {
                throw new MalformedLogData("A signature line has the form: dash, name, base64");
            }
            var bytes = StrictBase64.decode(words[1], "A signature");
            if (bytes.length < 5) {
                throw new MalformedLogData("A signature is cut short");
            }
            return new Signature(words[0], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
        }
    }

    /// @throws MalformedLogData if the text or the number of signatures is not allowed
    public SignedNote {
        if (!text.endsWith("\n") || text.length() > MOST_CHARACTERS || !isClean(text)) {
            throw new MalformedLogData(
                    "A note's text does not end with a newline, is too long or has characters not allowed");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedLogData("A note has 1 to 100 signatures");
        }
        signatures = List.copyOf(signatures);
    }

    /// @param text ends with a newline
    /// @param signers at least one
    public static SignedNote sign(String text, List<NoteSigner> signers) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        var signatures = signers.stream()
                .map(signer -> new Signature(
                        signer.verifierKey().name(), signer.verifierKey().keyId(), signer.sign(message)))
                .toList();
        return new SignedNote(text, signatures);
    }

    /// The checkpoint that this note is, with a line of each cosigner after its others.
    ///
    /// @param seconds since 1970
    /// @throws MalformedLogData if the note is no checkpoint
    public SignedNote cosigned(List<Cosigner> cosigners, long seconds) {
        var checkpoint = Checkpoint.parse(text);
        var all = new ArrayList<>(signatures);
        cosigners.forEach(cosigner -> all.add(
                new Signature(cosigner.key().name(), cosigner.key().keyId(), cosigner.sign(checkpoint, seconds))));
        return new SignedNote(text, all);
    }

    /// The note as it is stored and served, to be written in UTF-8.
    public String encoded() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /// @throws MalformedLogData if it is not a note in the one form it has
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.length() > MOST_CHARACTERS || !isClean(note)) {
            throw new MalformedLogData("A note has no blank line before its signatures, or characters not allowed");
        }
        var lines = note.substring(end + 2).split("\n", MOST_SIGNATURES + 2);
        if (lines.length > MOST_SIGNATURES + 1) {
            throw new MalformedLogData("A note has more than 100 signatures");
        }
        var signatures = Arrays.stream(lines)
                .limit(lines.length - 1L)
                .map(Signature::parse)
                .toList();
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /// @param utf8 a note as it was served
    /// @throws MalformedLogData also if it is not UTF-8
    public static SignedNote parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException malformed) {
            throw new MalformedLogData("A note is not UTF-8");
        }
    }

    /// Whether this key signed the text. Signatures of other keys are ignored, as the specification demands.
    ///
    /// @return false if the key has no signature here, or any of its signatures does not verify
    public boolean verifiedBy(VerifierKey key) {
        var message = text.getBytes(StandardCharsets.UTF_8);
        var own = of(key.name(), key.keyId());
        return !own.isEmpty() && own.stream().allMatch(signature -> key.verify(message, signature.signature()));
    }

    /// Whether this key cosigned the checkpoint that the text is.
    ///
    /// @return as [#verifiedBy(VerifierKey)], and false if the text is no checkpoint
    public boolean cosignedBy(CosignerKey key) {
        return hasLineOf(key) && !isContradictedBy(key);
    }

    /// Whether the note has a line in the name of this key, be it true or not.
    public boolean hasLineOf(CosignerKey key) {
        return !of(key.name(), key.keyId()).isEmpty();
    }

    private boolean isContradictedBy(CosignerKey key) {
        try {
            var checkpoint = Checkpoint.parse(text);
            return !of(key.name(), key.keyId()).stream()
                    .allMatch(signature -> key.verify(checkpoint, signature.signature()));
        } catch (MalformedLogData noCheckpoint) {
            return true;
        }
    }

    private List<Signature> of(String name, int keyId) {
        return signatures.stream()
                .filter(signature ->
                        signature.keyId() == keyId && signature.name().equals(name))
                .toList();
    }

    private static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(
                        letter -> (letter < ' ' && letter != '\n') || Character.getType(letter) == Character.SURROGATE);
    }
}
