package dev.strongroom.catalog;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// Text of a limited length, kept as it was written.
record TextFormat(int mostCharacters) implements ValueFormat {

    @Override
    public String canonical(FieldDefinition field, String text) {
        if (Characters.count(text) > mostCharacters) {
            throw new InvalidValue("value.too_long");
        }
        if (!field.pattern().map(ValuePattern::of).map(p -> p.matches(text)).orElse(true)) {
            throw new InvalidValue("value.not_in_pattern");
        }
        return text;
    }

    @Override
    public String searchable(String canonical) {
        return CaseFolding.fold(canonical);
    }

    @Override
    public String searchablePart(String part) {
        return CaseFolding.fold(part);
    }

    /// Upper and lower case stay different: text may be a code.
    @Override
    public byte[] normalised(String canonical) {
        return Normalizer.normalize(canonical, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
