package dev.strongroom.ledger;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.Cosigner;
import dev.strongroom.core.tlog.CosignerKey;
import dev.strongroom.core.tlog.NoteSigner;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.VerifierKey;
import dev.strongroom.keys.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// Signs on behalf of the log, under its origin: checkpoints by Ed25519 and ML-DSA-44, certificates of erasure by
/// Ed25519 alone, since an ML-DSA-44 line of a note is defined for checkpoints only.
///
/// After a rotation of the log keys both the new and the previous ones sign, so that holders of the previous verifier
/// keys have time to change.
public final class LogSigner {

    private static final int SIGNING_KEYS = 2;

    private final KeyRing ring;
    private final String origin;
    private final SecureRandom random;
    private final Clock clock;
    private volatile Current current = new Current(List.of(), List.of(), List.of(), List.of());

    LogSigner(KeyRing ring, String origin, SecureRandom random, Clock clock) {
        this.ring = ring;
        this.origin = origin;
        this.random = random;
        this.clock = clock;
    }

    /// @param every key that ever signed, newest first
    private record Current(
            List<KeyRing.LogSeeds> seeds,
            List<VerifierKey> every,
            List<NoteSigner> signers,
            List<Cosigner> cosigners) {}

    /// The log's name: first line of each checkpoint and name of its keys.
    public String origin() {
        return origin;
    }

    /// Those that sign from now on, newest first.
    public List<VerifierKey> verifierKeys() {
        return current().signers().stream().map(NoteSigner::verifierKey).toList();
    }

    /// Those that cosign checkpoints from now on, newest first.
    public List<CosignerKey> cosignerKeys() {
        return current().cosigners().stream().map(Cosigner::key).toList();
    }

    /// Every key that ever signed for this log, newest first. A checkpoint of an earlier key stays good until the next
    /// one is signed.
    public List<VerifierKey> everyVerifierKey() {
        return current().every();
    }

    /// Signs a text that is not a checkpoint, so its first line must not be the origin.
    ///
    /// @param text ends with a line feed
    /// @return the signed note
    public String sign(String text) {
        if (text.startsWith(origin + "\n")) {
            throw new IllegalArgumentException("Only the ledger signs checkpoints");
        }
        return SignedNote.sign(text, current().signers()).encoded();
    }

    /// A checkpoint twice: as it is published, and for copies beside the database.
    ///
    /// @param published with all lines
    /// @param copy without those of ML-DSA-44, ten times as long as the rest: a copy is compared, not verified. Signing
    ///     the same checkpoint again gives the same copy
    record Signed(String published, String copy) {}

    Signed sign(Checkpoint checkpoint) {
        var keys = current();
        var copy = SignedNote.sign(checkpoint.text(), keys.signers());
        var published = copy.cosigned(keys.cosigners(), clock.instant().getEpochSecond());
        return new Signed(published.encoded(), copy.encoded());
    }

    /// Follows the key ring, whichever server of the deployment changed it and however that was learned.
    private Current current() {
        var seeds = ring.logKeys();
        var known = current;
        if (!known.seeds().equals(seeds)) {
            var every = signers(seeds);
            var newest = seeds.stream().limit(SIGNING_KEYS).toList();
            known = new Current(
                    seeds,
                    every.stream().map(NoteSigner::verifierKey).toList(),
                    every.subList(0, newest.size()),
                    cosigners(newest));
            current = known;
        }
        return known;
    }

    private List<NoteSigner> signers(List<KeyRing.LogSeeds> seeds) {
        return seeds.stream()
                .map(seed -> NoteSigner.fromSeed(origin, seed.ed25519()))
                .toList();
    }

    private List<Cosigner> cosigners(List<KeyRing.LogSeeds> seeds) {
        return seeds.stream()
                .flatMap(seed -> seed.mlDsa44().stream())
                .map(seed -> Cosigner.fromSeed(origin, seed, random))
                .toList();
    }
}
