package dev.strongroom.vault;

import dev.strongroom.access.Decision;
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
    /// @param limited whether it is granted beyond the level at which the look wanted it
    public record Shown(String value, boolean json, Level level, boolean limited) {

        Shown(String value, boolean json, Level level) {
            this(value, json, level, false);
        }
    }

    /// @param reason `not_granted` or `not_covered`; of an earlier version also `not_kept`
    public record Withheld(String field, String reason) {}

    /// Why nothing of a field is shown.
    ///
    /// @return as in [Withheld]; empty if it is not withheld
    public String whyWithheld(String field) {
        return withheld.stream()
                .filter(one -> one.field().equals(field))
                .map(Withheld::reason)
                .findFirst()
                .orElse("");
    }

    /// The names of the fields whose values are masked.
    public List<String> masked() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue().level() != Level.CLEAR)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Marks what a permit would show more of.
    Disclosure limited(Decision.Permit permit) {
        var all = new TreeMap<>(fields);
        all.replaceAll((field, shown) -> new Shown(
                shown.value(),
                shown.json(),
                shown.level(),
                permit.levels().getOrDefault(field, Level.NONE).compareTo(shown.level()) > 0));
        return new Disclosure(id, version, all, withheld, receipt);
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
