package dev.strongroom.ledger;

import dev.strongroom.core.crypto.SecretBytes;
import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.NoteSigner;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.VerifierKey;
import dev.strongroom.keys.KeyRing;
import java.util.List;

/// Signs on behalf of the log, under its origin: checkpoints, and certificates of erasure.
///
/// After a rotation of the log key both the new and the previous key sign, so that holders of the previous verifier
/// key have time to change.
public final class LogSigner {

    private static final int SIGNING_KEYS = 2;

    private final KeyRing ring;
    private final String origin;
    private volatile Current current = new Current(List.of(), List.of());

    LogSigner(KeyRing ring, String origin) {
        this.ring = ring;
        this.origin = origin;
    }

    private record Current(List<SecretBytes> seeds, List<NoteSigner> signers) {}

    /// The log's name: first line of each checkpoint and name of its keys.
    public String origin() {
        return origin;
    }

    /// Those that sign from now on, newest first.
    public List<VerifierKey> verifierKeys() {
        return signers().stream().map(NoteSigner::verifierKey).toList();
    }

    /// Every key that ever signed for this log, newest first. A checkpoint of an earlier key stays good until the next
    /// one is signed.
    public List<VerifierKey> everyVerifierKey() {
        return ring.logSeeds().stream()
                .map(seed -> NoteSigner.fromSeed(origin, seed).verifierKey())
                .toList();
    }

    /// Signs a text that is not a checkpoint, so its first line must not be the origin.
    ///
    /// @param text ends with a line feed
    /// @return the signed note
    public String sign(String text) {
        if (text.startsWith(origin + "\n")) {
            throw new IllegalArgumentException("Only the ledger signs checkpoints");
        }
        return SignedNote.sign(text, signers()).encoded();
    }

    String sign(Checkpoint checkpoint) {
        return SignedNote.sign(checkpoint.text(), signers()).encoded();
    }

    /// Follows the key ring, whichever server of the deployment changed it and however that was learned.
    private List<NoteSigner> signers() {
        var seeds = ring.logSeeds().stream().limit(SIGNING_KEYS).toList();
        var known = current;
        if (!known.seeds().equals(seeds)) {
            known = new Current(seeds, signers(seeds));
            current = known;
        }
        return known.signers();
    }

    private List<NoteSigner> signers(List<SecretBytes> seeds) {
        return seeds.stream().map(seed -> NoteSigner.fromSeed(origin, seed)).toList();
    }
}
