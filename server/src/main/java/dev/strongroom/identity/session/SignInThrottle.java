package dev.strongroom.identity.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// How often somebody may guess. Tries are counted for each account and the network they come from, and for each
/// network
/// as a whole; those from a device that has signed in to the account before are counted for that device. So a stranger
/// can use up a stranger's tries and nobody else's.
///
/// Counted in memory, by each server for itself.
final class SignInThrottle {

    private static final int TRIES = 5;
    private static final Duration NEXT_TRY = Duration.ofSeconds(20);
    private static final int TRIES_OF_A_NETWORK = 200;
    private static final Duration NEXT_TRY_OF_A_NETWORK = Duration.ofSeconds(1);
    private static final int CODES_FROM_ANYWHERE = 20;
    private static final int CODES_FROM_KNOWN = 50;
    private static final Duration NEXT_FROM_ANYWHERE = Duration.ofMinutes(5);
    private static final int IPV4_NETWORK_BYTES = 3;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Cache<String, Bucket> accounts = buckets();
    private final Cache<String, Bucket> networks = buckets();

    /// Where a try comes from.
    ///
    /// @param address of the connection
    /// @param device empty unless it is known to the account
    record Origin(String address, String device) {}

    /// Counts a try.
    ///
    /// @param account any name of it that is always the same
    /// @throws dev.strongroom.web.Problem 429 with the seconds to wait
    void count(String account, Origin origin) {
        var network = network(origin.address());
        boolean isKnown = !origin.device().isEmpty();
        if (!isKnown) {
            countNetwork(origin.address());
        }
        var from = isKnown ? "device " + origin.device() : "network " + network;
        take(accounts.get(account + " " + from, unused -> bucket(TRIES, NEXT_TRY)));
    }

    /// Counts a code, which somebody tries who knows the password: from unknown devices of all networks together, too,
    /// and from all known devices together.
    ///
    /// @throws dev.strongroom.web.Problem 429 with the seconds to wait
    void countCode(String account, Origin origin) {
        count(account + " codes", origin);
        boolean isKnown = !origin.device().isEmpty();
        take(accounts.get(
                account + (isKnown ? " codes from known devices" : " codes from anywhere"),
                unused -> bucket(isKnown ? CODES_FROM_KNOWN : CODES_FROM_ANYWHERE, NEXT_FROM_ANYWHERE)));
    }

    /// Counts a try of somebody who has not said who they are.
    ///
    /// @throws dev.strongroom.web.Problem 429 with the seconds to wait
    void countNetwork(String address) {
        take(networks.get(network(address), unused -> bucket(TRIES_OF_A_NETWORK, NEXT_TRY_OF_A_NETWORK)));
    }

    private static void take(Bucket bucket) {
        if (!bucket.tryConsume(1)) {
            throw SignInRefusals.tooMany(
                    Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
        }
    }

    private static Bucket bucket(int tries, Duration next) {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(tries)
                        .refillGreedy(1, next)
                        .build())
                .build();
    }

    /// /24 of IPv4, /64 of IPv6: what one subscriber is given.
    static String network(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            int kept = bytes.length == 4 ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, kept));
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }

    private static Cache<String, Bucket> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build();
    }
}
