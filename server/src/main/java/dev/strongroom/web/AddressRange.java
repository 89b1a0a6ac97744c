package dev.strongroom.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// A range of IP addresses in CIDR notation (RFC 4632), such as `10.1.0.0/16` or `2001:db8::/32`. Names are never
/// looked up.
public final class AddressRange {

    private static final int VERSION_4_BYTES = 4;

    private final String text;
    private final byte[] network;
    private final int prefixBits;

    private AddressRange(String text, byte[] network, int prefixBits) {
        this.text = text;
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /// @return empty unless `text` is an address literal, optionally with a prefix length, with no bits set behind it
    public static Optional<AddressRange> parse(String text) {
        try {
            int slash = text.indexOf('/');
            var network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                    .getAddress();
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > network.length * 8) {
                return Optional.empty();
            }
            boolean clean = Arrays.mismatch(masked(network, bits), network) < 0;
            return clean ? Optional.of(new AddressRange(text, network, bits)) : Optional.empty();
        } catch (IllegalArgumentException notALiteral) {
            return Optional.empty();
        }
    }

    /// The network of that many first bits which an address lies in.
    ///
    /// @return empty if it is no address literal
    static Optional<AddressRange> around(String address, int bitsOfVersion4, int bitsOfVersion6) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            int bits = bytes.length == VERSION_4_BYTES ? bitsOfVersion4 : bitsOfVersion6;
            var network = masked(bytes, bits);
            var text = InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
            return Optional.of(new AddressRange(text, network, bits));
        } catch (IllegalArgumentException | UnknownHostException notALiteral) {
            return Optional.empty();
        }
    }

    /// @param address literal; anything else is not contained
    public boolean contains(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == network.length && Arrays.mismatch(masked(bytes, prefixBits), network) < 0;
        } catch (IllegalArgumentException notALiteral) {
            return false;
        }
    }

    private static byte[] masked(byte[] address, int bits) {
        var masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << (8 - kept));
        }
        return masked;
    }

    @Override
    public String toString() {
        return text;
    }
}
