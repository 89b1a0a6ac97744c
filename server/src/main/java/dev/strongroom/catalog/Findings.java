package dev.strongroom.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a catalog file while it is read.
final class Findings {

    private static final int LONGEST_NAME = 60;

    private final List<CatalogError> errors = new ArrayList<>();

    void add(YamlNode at, String code, String... names) {
        add(at.line(), at.column(), code, names);
    }

    void add(int line, int column, String code, String... names) {
        if (errors.size() < CatalogErrors.MOST_ERRORS) {
            var shown = List.of(names).stream().map(Findings::shortened).toList();
            errors.add(new CatalogError(line, column, code, shown));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    void refuseIfAny() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt(CatalogError::line).thenComparingInt(CatalogError::column));
            throw new CatalogErrors(errors);
        }
    }

    private static String shortened(String name) {
        return Characters.count(name) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
    }
}
