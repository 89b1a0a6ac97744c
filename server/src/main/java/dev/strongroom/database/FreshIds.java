package dev.strongroom.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Opaque ids: a word that says what it is, and 12 random hexadecimal digits. Safe to write anywhere.
public final class FreshIds {

    private static final int BYTES = 6;

    private FreshIds() {}

    /// @param kind without the hyphen
    public static String of(String kind, SecureRandom random) {
        var drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return kind + "-" + HexFormat.of().formatHex(drawn);
    }
}
