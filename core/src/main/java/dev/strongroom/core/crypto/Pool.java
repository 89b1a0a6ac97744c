package dev.strongroom.core.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// Reusable objects that are costly to make and must not be shared while in use, such as a `Cipher`.
///
/// Bounded and lock-free. Not a thread-local, because a virtual thread lives for one request only.
final class Pool<T> {

    private static final int SLOTS = 64;
    private static final int PROBES = 4;

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> make;

    Pool(Supplier<T> make) {
        this.make = make;
    }

    /// An object that nobody else holds until it is given back; one that is never given back is simply replaced.
    T take() {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            var found = slots.getAndSet((start + probe) & (SLOTS - 1), null);
            if (found != null) {
                return found;
            }
        }
        return make.get();
    }

    void giveBack(T object) {
        int start = start();
        for (int probe = 0; probe < PROBES; probe++) {
            if (slots.compareAndSet((start + probe) & (SLOTS - 1), null, object)) {
                return;
            }
        }
    }

    private static int start() {
        return (int) ((Thread.currentThread().threadId() * 0x9E3779B97F4A7C15L) >>> 58);
    }
}
