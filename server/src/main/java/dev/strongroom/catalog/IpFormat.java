package dev.strongroom.catalog;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Internet addresses: IPv4 in four decimal parts, IPv6 as RFC 5952 writes it; an IPv4-mapped IPv6 address is the
/// IPv4 one. Zones, prefixes, ports and host names are refused; no name is ever resolved.
record IpFormat() implements ValueFormat {

    private static final String PART = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern V4 = Pattern.compile(PART + "(?:\\." + PART + "){3}");
    private static final Pattern V6 =
            Pattern.compile("(?=[^.]*:)[0-9A-Fa-f:]{2,39}|[0-9A-Fa-f:]{2,29}:" + PART + "(?:\\." + PART + "){3}");

    @Override
    public String canonical(FieldDefinition field, String text) {
        var address = parsed(text);
        return address instanceof Inet4Address ? address.getHostAddress() : v6(groups(address.getAddress()));
    }

    @Override
    public byte[] normalised(String canonical) {
        return parsed(canonical).getAddress();
    }

    /// The eight groups of an IPv6 address.
    static int[] groups(byte[] address) {
        var groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = ((address[2 * i] & 0xff) << 8) | (address[2 * i + 1] & 0xff);
        }
        return groups;
    }

    static InetAddress parsed(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            throw notAnIp();
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException refused) {
            throw notAnIp();
        }
    }

    /// RFC 5952, section 4: lower case, no leading zeros, the first longest run of at least two zero groups as `::`.
    private static String v6(int[] groups) {
        int start = 0;
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        return length < 2 ? hex(groups, 0, 8) : hex(groups, 0, start) + "::" + hex(groups, start + length, 8);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < groups.length && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            parts.add(Integer.toHexString(groups[i]));
        }
        return String.join(":", parts);
    }

    private static InvalidValue notAnIp() {
        return new InvalidValue("value.not_an_ip");
    }
}
