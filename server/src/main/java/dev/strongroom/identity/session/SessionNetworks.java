package dev.strongroom.identity.session;

import dev.strongroom.core.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The network of a request as sessions remember it: a keyed hash of /24 or /64 of its address, so that the table tells
/// nobody where people are.
final class SessionNetworks {

    private static final int BYTES = 16;

    private final HmacSha256 mac;

    SessionNetworks(HmacSha256 mac) {
        this.mac = mac;
    }

    byte[] of(String address) {
        var network = SignInThrottle.network(address);
        return Arrays.copyOf(mac.tag(network.getBytes(StandardCharsets.UTF_8)), BYTES);
    }
}
