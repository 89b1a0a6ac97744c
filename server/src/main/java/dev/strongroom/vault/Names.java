package dev.strongroom.vault;

import java.util.regex.Pattern;

/// Tells names from values: only what looks like a catalog's name may enter the ledger or an answer.
final class Names {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private Names() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
