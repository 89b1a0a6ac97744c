package dev.strongroom.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What this server knows of the log right now: the newest checkpoint, since when entries wait for one, and what the
/// self-check found wrong.
public final class LogState {

    private final InstantSource time;
    private final AtomicReference<Published> published =
            new AtomicReference<>(new Published(0, Optional.empty(), Instant.EPOCH));
    private volatile List<Tampering> checked = List.of();
    private volatile Optional<Tampering> refusal = Optional.empty();
    private volatile Instant upToDateAt;

    LogState(InstantSource time) {
        this.time = time;
        this.upToDateAt = time.instant();
    }

    /// The newest checkpoint: its size and its signed note, absent while the log is empty.
    public record Published(long size, Optional<String> note, Instant signedAt) {}

    public Published published() {
        return published.get();
    }

    long publishedSize() {
        return published.get().size();
    }

    /// Everything found wrong and not yet put right; the server signs nothing while there is any.
    public List<Tampering> tampering() {
        var found = new java.util.ArrayList<>(checked);
        refusal.ifPresent(found::add);
        return List.copyOf(found);
    }

    /// For how long entries have been waiting for a checkpoint.
    public Duration lag() {
        return Duration.between(upToDateAt, time.instant());
    }

    void publish(Published newest) {
        published.updateAndGet(known -> newest.size() >= known.size() ? newest : known);
    }

    void upToDate() {
        upToDateAt = time.instant();
    }

    void checked(List<Tampering> found) {
        checked = List.copyOf(found);
    }

    void refuse(Optional<Tampering> reason) {
        refusal = reason;
    }

    List<Tampering> checkedTampering() {
        return checked;
    }
}
