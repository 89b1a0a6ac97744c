package dev.strongroom.catalog;

import java.util.List;
import java.util.Locale;

/// One thing that is wrong, or in a list of warnings merely odd, in a catalog file.
///
/// @param line in the file, from 1
/// @param column in that line, from 1, counted in characters
/// @param code dotted and stable, for example `catalog.unknown_field`
/// @param args names that the sentence mentions; may be empty. The catalog holds no personal data, so names are safe.
public record CatalogError(int line, int column, String code, List<String> args) {

    public CatalogError {
        args = List.copyOf(args);
    }

    /// A sentence that says what to do, in Chinese for a Chinese locale and in English for any other.
    public String message(Locale locale) {
        return CatalogMessages.sentence(locale, code, args);
    }

    @Override
    public String toString() {
        return line + ":" + column + " " + code + " " + args;
    }
}
