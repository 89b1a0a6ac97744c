package dev.strongroom.catalog;

import java.text.Normalizer;
import java.util.Locale;

/// Makes texts equal that differ in case or in compatibility forms such as full width (Unicode NFKC, UAX 15).
final class CaseFolding {

    private CaseFolding() {}

    /// To upper case first and to lower case then, which also joins letters with several small or large forms.
    static String fold(String text) {
        var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded.replace('ς', 'σ'), Normalizer.Form.NFKC);
    }
}
