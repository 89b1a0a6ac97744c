package dev.strongroom.catalog;

import java.util.List;
import java.util.stream.Collectors;

/// Everything that is wrong with a catalog file, found in one reading, in the order of the file. Never empty.
///
/// A file that is not YAML at all gives one error, because nothing after it can be trusted. At most
/// [#MOST_ERRORS] are kept.
public final class CatalogErrors extends RuntimeException {

    public static final int MOST_ERRORS = 200;

    private final List<CatalogError> errors;

    CatalogErrors(List<CatalogError> errors) {
        super(errors.stream().map(CatalogError::toString).collect(Collectors.joining("; ")), null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<CatalogError> errors() {
        return errors;
    }
}
