package dev.strongroom.core.tlog;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Audits a log from its files alone, on line or off line, trusting nothing but the key and, where given, a
/// checkpoint the auditor kept.
///
/// Checked are: signature and origin of the checkpoint; every hash tile against the one above it, up to the signed
/// root; every entry, where entries are readable, against its leaf hash; and that the log begins with the entries it
/// had at the earlier checkpoint, recomputed from what is there now, so that a log rewritten as a whole is found too.
///
/// Not checked: what entries mean, and whether others are shown another log; for this, compare checkpoints with
/// others. Without an earlier checkpoint, a log rewritten and signed anew by the holder of its key is not found.
///
/// Memory does not grow with the log: one tile per level, and a bounded number of findings.
public final class LogVerifier {

    private LogVerifier() {}

    /// How far a verification has come.
    ///
    /// @param entries of the log that are behind it
    public record Progress(long entries, long size) {}

    /// What was found.
    ///
    /// @param checkpoint absent if it could not be read; its signature is as the findings say
    /// @param findings at most 1,000, in no promised order
    /// @param entriesChecked number of entries that were hashed
    /// @param findingsLeftOff at least this much more is wrong
    public record Report(
            Optional<Checkpoint> checkpoint, List<Finding> findings, long entriesChecked, long findingsLeftOff) {

        public Report {
            findings = List.copyOf(findings);
        }

        /// Whether nothing was found wrong.
        public boolean isIntact() {
            return findings.isEmpty() && findingsLeftOff == 0;
        }
    }

    /// As below, without a key for cosignatures.
    public static Report verify(
            TileSource source,
            VerifierKey key,
            Optional<Checkpoint> earlier,
            boolean entriesToo,
            Consumer<Progress> progress) {
        return verify(source, key, Optional.empty(), earlier, entriesToo, progress);
    }

    /// @param key of the log, whose name is the log's origin
    /// @param cosigner whose ML-DSA-44 signature the checkpoint has to have too; empty: such lines are ignored
    /// @param earlier a checkpoint this auditor trusts, for example one it verified before
    /// @param entriesToo false where the auditor may read hash tiles only
    /// @param progress called after every tile of leaves
    /// @throws java.io.UncheckedIOException from the source: the log could not be checked
    public static Report verify(
            TileSource source,
            VerifierKey key,
            Optional<CosignerKey> cosigner,
            Optional<Checkpoint> earlier,
            boolean entriesToo,
            Consumer<Progress> progress) {
        var findings = new FindingList();
        var checkpoint = checkpoint(source, key, cosigner, findings);
        long entriesChecked = 0;
        if (checkpoint.isPresent()) {
            long size = checkpoint.get().size();
            var comparable = earlier.filter(old -> isComparable(old, key, size, findings))
                    .map(EarlierTree::new);
            var check = new TreeCheck(source, checkpoint.get(), comparable, entriesToo, findings, progress);
            check.run();
            entriesChecked = check.entriesChecked();
        }
        return new Report(checkpoint, findings.findings(), entriesChecked, findings.leftOff());
    }

    private static Optional<Checkpoint> checkpoint(
            TileSource source, VerifierKey key, Optional<CosignerKey> cosigner, FindingList findings) {
        var text = source.checkpoint();
        if (text.isEmpty()) {
            findings.add(new Finding.Malformed("checkpoint", "there is none"));
            return Optional.empty();
        }
        try {
            var note = SignedNote.parse(text.get());
            var checkpoint = Checkpoint.parse(note.text());
            if (!note.verifiedBy(key)) {
                findings.add(new Finding.BadSignature(key.name()));
                return Optional.empty();
            }
            var missing = cosigner.filter(other -> !note.cosignedBy(other));
            if (missing.isPresent()) {
                findings.add(new Finding.BadSignature(missing.get().name()));
                return Optional.empty();
            }
            checkOrigin(checkpoint, key, findings);
            return Optional.of(checkpoint);
        } catch (MalformedLogData malformed) {
            findings.add(new Finding.Malformed("checkpoint", String.valueOf(malformed.getMessage())));
            return Optional.empty();
        }
    }

    private static boolean isComparable(Checkpoint earlier, VerifierKey key, long size, FindingList findings) {
        checkOrigin(earlier, key, findings);
        if (earlier.size() > size) {
            findings.add(new Finding.SizeWentBack(earlier.size(), size));
        }
        return earlier.size() <= size;
    }

    private static void checkOrigin(Checkpoint checkpoint, VerifierKey key, FindingList findings) {
        if (!checkpoint.origin().equals(key.name())) {
            findings.add(new Finding.WrongOrigin(key.name(), checkpoint.origin()));
        }
    }
}
