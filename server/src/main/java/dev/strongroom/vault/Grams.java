package dev.strongroom.vault;

import java.lang.Character.UnicodeScript;
import java.util.LinkedHashSet;
import java.util.Set;

/// The overlapping parts of a text by which [dev.strongroom.catalog.SearchKind#CONTAINS] finds it: two characters where
/// one of them is of a script that writes words in few characters, three elsewhere.
///
/// Whether a gram begins at a place depends on that place and the two behind it alone, so every gram of a part is one
/// of the whole text.
final class Grams {

    private Grams() {}

    static Set<String> of(String text) {
        var points = text.codePoints().toArray();
        var grams = new LinkedHashSet<String>();
        for (int i = 0; i + 1 < points.length; i++) {
            if (isDense(points[i]) || isDense(points[i + 1])) {
                grams.add(new String(points, i, 2));
            } else if (i + 2 < points.length && !isDense(points[i + 2])) {
                grams.add(new String(points, i, 3));
            }
        }
        return grams;
    }

    private static boolean isDense(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> false;
        };
    }
}
