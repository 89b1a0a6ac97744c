package dev.strongroom.vault.web;

import dev.strongroom.catalog.Catalog;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.vault.Erasures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an erasure would remove.
record ErasureView(List<Row> rows) {

    ErasureView {
        rows = List.copyOf(rows);
    }

    /// @param count of records
    /// @param law that requires them now; empty if none does
    record Row(String title, int count, String law) {}

    /// Whether the law forbids it now.
    public boolean isHeld() {
        return rows.stream().anyMatch(row -> !row.law().isEmpty());
    }

    static ErasureView of(Erasures.Preview preview, Optional<Catalog> catalog, Locale locale) {
        return new ErasureView(preview.records().entrySet().stream()
                .map(counted -> {
                    var known = catalog.flatMap(current -> current.collection(counted.getKey()));
                    boolean isHeld = preview.heldByLaw().contains(counted.getKey());
                    return new Row(
                            known.map(one -> one.title().in(locale)).orElse(counted.getKey()),
                            counted.getValue(),
                            isHeld ? law(known, locale) : "");
                })
                .toList());
    }

    private static String law(Optional<CollectionDefinition> collection, Locale locale) {
        return collection
                .flatMap(CollectionDefinition::retentionDuty)
                .map(duty -> duty.law().in(locale))
                .orElse("?");
    }
}
