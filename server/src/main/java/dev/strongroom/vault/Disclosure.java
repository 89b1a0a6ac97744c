package dev.strongroom.vault;

import dev.strongroom.catalog.Level;
import dev.strongroom.ledger.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is released of one record.
///
/// @param fields by field id, with the level at which each is shown
/// @param withheld field id and reason, in the order of field ids
/// @param receipt of the entry that tells of this look
public record Disclosure(
        RecordId id, int version, SortedMap<String, Shown> fields, List<Withheld> withheld, Optional<Receipt> receipt) {

    public Disclosure {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        withheld = List.copyOf(withheld);
    }

    /// @param value cleartext or masked; JSON text where `json` is true
    public record Shown(String value, boolean json, Level level) {}

    /// @param reason `not_granted` or `not_covered`; of an earlier version also `not_kept`
    public record Withheld(String field, String reason) {}

    /// The names of the fields whose values are masked.
    public List<String> masked() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().level() != Level.CLEAR)
                .map(Map.Entry::getKey)
                .toList();
    }

    Disclosure with(Receipt proof) {
        return new Disclosure(id, version, fields, withheld, Optional.of(proof));
    }

    /// Field ids and levels, as they enter the ledger.
    SortedMap<String, String> levels() {
        var levels = new TreeMap<String, String>();
        fields.forEach((field, shown) -> levels.put(field, shown.level().name().toLowerCase(java.util.Locale.ROOT)));
        return levels;
    }

    @Override
    public String toString() {
        return "Disclosure[" + id + ", version " + version + "]";
    }
}
