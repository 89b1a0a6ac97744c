package dev.strongroom.catalog;

import java.nio.charset.StandardCharsets;

/// How values of one type are written. Implementations hold no state.
interface ValueFormat {

    /// @param text well formed: no unpaired surrogate, no control character except line feed, not empty, stripped
    /// @return the same for every further pass: `canonical(canonical(x))` equals `canonical(x)`
    /// @throws InvalidValue if it is no value of this type
    String canonical(FieldDefinition field, String text);

    /// @return equal bytes for values that a person would call the same
    default byte[] normalised(String canonical) {
        return canonical.getBytes(StandardCharsets.UTF_8);
    }
}
