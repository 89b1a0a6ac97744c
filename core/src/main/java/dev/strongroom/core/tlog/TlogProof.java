package dev.strongroom.core.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A proof that an entry is in a log, as one text that can be verified without the log (C2SP tlog-proof v1).
///
/// Verified, it says: whoever holds the key signed a tree that has this entry at this index. It does not say that
/// others were shown the same tree; a consistency check or a witness does.
///
/// `extra` is not authenticated by itself. This product puts the whole entry there, so that the text is enough to
/// verify: the leaf is rebuilt from it, and only then is it as true as the proof. See [#verify(VerifierKey)].
///
/// @param extra not empty when present
/// @param index of the entry
/// @param hashes inclusion proof, from the leaf's sibling up, at most 63
/// @param checkpointNote signed note of the checkpoint, verbatim
public record TlogProof(Optional<byte[]> extra, long index, List<byte[]> hashes, String checkpointNote) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MOST_HASHES = 63;
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");

    /// @throws MalformedLogData if a part is out of its bounds or the note is not a checkpoint
    public TlogProof {
        if (extra.isPresent() && extra.get().length == 0) {
            throw new MalformedLogData("The extra data of a proof is left out when there is none");
        }
        if (index < 0 || hashes.size() > MOST_HASHES || hashes.stream().anyMatch(hash -> hash.length != 32)) {
            throw new MalformedLogData("A proof has an index from 0 and at most 63 hashes of 32 bytes");
        }
        Checkpoint.parse(SignedNote.parse(checkpointNote).text());
        extra = extra.map(byte[]::clone);
        hashes = hashes.stream().map(byte[]::clone).toList();
    }

    @Override
    public Optional<byte[]> extra() {
        return extra.map(byte[]::clone);
    }

    @Override
    public List<byte[]> hashes() {
        return hashes.stream().map(byte[]::clone).toList();
    }

    /// The text that [#parse(String)] reads.
    public String encoded() {
        var text = new StringBuilder(HEADER).append('\n');
        extra.ifPresent(bytes ->
                text.append("extra ").append(StrictBase64.encode(bytes)).append('\n'));
        text.append("index ").append(index).append('\n');
        hashes.forEach(hash -> text.append(StrictBase64.encode(hash)).append('\n'));
        return text.append('\n').append(checkpointNote).toString();
    }

    /// @throws MalformedLogData if the text is not a proof in the one form it has
    public static TlogProof parse(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedLogData("A proof has no blank line before its checkpoint");
        }
        var lines = new ArrayList<>(Arrays.asList(text.substring(0, end).split("\n", -1)));
        if (!lines.removeFirst().equals(HEADER)) {
            throw new MalformedLogData("A proof does not begin with " + HEADER);
        }
        var extra = extra(lines);
        long index = index(lines);
        var hashes = lines.stream()
                .map(line -> StrictBase64.decodeHash(line, "A line of a proof"))
                .toList();
        return new TlogProof(extra, index, hashes, text.substring(end + 2));
    }

    private static Optional<byte[]> extra(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().startsWith("extra ")) {
            return Optional.empty();
        }
        return Optional.of(StrictBase64.decode(lines.removeFirst().substring("extra ".length()), "The extra data"));
    }

    private static long index(List<String> lines) {
        var matcher = INDEX.matcher(lines.isEmpty() ? "" : lines.removeFirst());
        try {
            if (matcher.matches()) {
                return Long.parseLong(matcher.group(1));
            }
        } catch (NumberFormatException tooLarge) {
            throw new MalformedLogData("The index of a proof is too large");
        }
        throw new MalformedLogData("A proof has no index line");
    }

    /// The head this proof leads to; trusted only if the proof verifies.
    public Checkpoint checkpoint() {
        return Checkpoint.parse(SignedNote.parse(checkpointNote).text());
    }

    /// Whether the entry in `extra` is in the log of this key.
    ///
    /// @return false if there is no extra data
    public boolean verify(VerifierKey key) {
        return extra.isPresent() && verify(extra.get(), key);
    }

    /// Whether this entry is in the log of this key, which must be the origin of the checkpoint too.
    public boolean verify(byte[] entry, VerifierKey key) {
        return verifyLeaf(TreeHash.leaf(entry), key);
    }

    /// As [#verify(byte\[\], VerifierKey)], for a holder of the leaf hash only.
    public boolean verifyLeaf(byte[] leafHash, VerifierKey key) {
        var checkpoint = checkpoint();
        return SignedNote.parse(checkpointNote).verifiedBy(key)
                && checkpoint.origin().equals(key.name())
                && Proofs.verifyInclusion(leafHash, index, checkpoint.size(), hashes, checkpoint.root());
    }
}
