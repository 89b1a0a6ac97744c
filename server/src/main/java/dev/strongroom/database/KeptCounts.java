package dev.strongroom.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How many rows there are of something, for whoever watches it grow or shrink. Counting reads all of them, so a number
/// is kept fifty times as long as counting took: of millions for some seconds, of a few for no time to speak of.
///
/// Does not guarantee the number of this moment: nothing may be decided by it.
public final class KeptCounts {

    private static final int TIMES = 50;

    private final Ticker ticker;
    private final Cache<String, Counted> counted;

    KeptCounts(Ticker ticker) {
        this.ticker = ticker;
        this.counted = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfter(Expiry.creating(
                        (String what, Counted made) -> made.took().multipliedBy(TIMES)))
                .build();
    }

    private record Counted(long rows, Duration took) {}

    /// Whoever asks for what is being counted waits for it, and takes no connection meanwhile.
    ///
    /// @param what is counted, in words of the caller that mean nothing else anywhere
    public long count(String what, LongSupplier counting) {
        return counted.get(what, asked -> {
                    long begun = ticker.read();
                    long rows = counting.getAsLong();
                    return new Counted(rows, Duration.ofNanos(ticker.read() - begun));
                })
                .rows();
    }
}
