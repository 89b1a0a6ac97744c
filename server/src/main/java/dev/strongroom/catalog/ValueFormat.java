package dev.strongroom.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// How values of one type are written. Implementations hold no state.
interface ValueFormat {

    Pattern SEPARATORS = Pattern.compile("[ ()./-]+");

    /// @param text well formed: no unpaired surrogate, no control character except line feed, not empty, stripped
    /// @return the same for every further pass: `canonical(canonical(x))` equals `canonical(x)`
    /// @throws InvalidValue if it is no value of this type
    String canonical(FieldDefinition field, String text);

    /// @return equal bytes for values that a person would call the same
    default byte[] normalised(String canonical) {
        return canonical.getBytes(StandardCharsets.UTF_8);
    }

    /// The text in which parts are looked for.
    default String searchable(String canonical) {
        return canonical;
    }

    /// A part in that form; may be empty. Here for numbers and codes, which are written with separators or without.
    default String searchablePart(String part) {
        return SEPARATORS.matcher(part).replaceAll("").toUpperCase(Locale.ROOT);
    }

    default Ordinal ordinal(String canonical) {
        throw new UnsupportedOperationException("Values of this type have no order");
    }
}
