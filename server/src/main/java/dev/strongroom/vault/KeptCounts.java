package dev.strongroom.vault;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/// How many records and customers there are, for whoever watches something go on. Counting reads all of them, so a
/// number is kept fifty times as long as counting took: of millions for some seconds, of a few for no time to speak of.
final class KeptCounts {

    private static final int TIMES = 50;

    private final Transactions transactions;
    private final Ticker ticker;
    private final Cache<String, Counted> counted;

    KeptCounts(Transactions transactions, Ticker ticker) {
        this.transactions = transactions;
        this.ticker = ticker;
        this.counted = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfter(Expiry.creating(
                        (String what, Counted made) -> made.took().multipliedBy(TIMES)))
                .build();
    }

    private record Counted(long all, Duration took) {}

    long records(String collection) {
        return kept("records of " + collection, connection -> RecordScan.count(connection, collection));
    }

    long customers() {
        return kept("customers", AllKeysRotation::count);
    }

    /// Whoever asks while it is being counted waits for that, without a connection.
    private long kept(String what, Transactions.Work<Long> counting) {
        return counted.get(what, asked -> {
                    long begun = ticker.read();
                    long all = transactions.read(counting);
                    return new Counted(all, Duration.ofNanos(ticker.read() - begun));
                })
                .all();
    }
}
