package dev.strongroom.vault;

import dev.strongroom.access.Decision;
import dev.strongroom.catalog.CollectionDefinition;
import dev.strongroom.catalog.FieldDefinition;
import dev.strongroom.catalog.FieldType;
import dev.strongroom.catalog.Level;
import dev.strongroom.catalog.Mask;
import dev.strongroom.catalog.Purpose;
import dev.strongroom.core.crypto.Sealer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Opens exactly the permitted fields of a record and masks those not permitted in clear.
final class FieldDisclosure {

    private final Sealer sealer;

    FieldDisclosure(Sealer sealer) {
        this.sealer = sealer;
    }

    /// @throws dev.strongroom.core.crypto.DoesNotOpen if a permitted field does not belong here
    Disclosure disclose(OpenedRecord record, CollectionDefinition definition, Purpose purpose, Decision.Permit permit) {
        var shown = new TreeMap<String, Disclosure.Shown>();
        permit.levels().forEach((field, level) -> {
            if (record.has(field)) {
                shown.put(field, show(definition.field(field).orElseThrow(), level, record.open(sealer, field)));
            }
        });
        var withheld = new ArrayList<Disclosure.Withheld>();
        for (var field : new TreeSet<>(permit.withheld())) {
            if (record.has(field)) {
                var reason = purpose.covers(definition.id(), field) ? "not_granted" : "not_covered";
                withheld.add(new Disclosure.Withheld(field, reason));
            }
        }
        return new Disclosure(record.id(), record.sealed().version(), shown, withheld, Optional.empty());
    }

    /// An earlier version of a record. Files are not kept, and a field that changed its meaning since is not shown;
    /// both are told as withheld, files also where there was none.
    ///
    /// @param usable fields whose values mean what they did
    Disclosure discloseEarlier(
            OpenedRecord record,
            CollectionDefinition definition,
            Purpose purpose,
            Decision.Permit permit,
            Set<String> usable) {
        var levels = new HashMap<>(permit.levels());
        var notKept = new TreeSet<String>();
        for (var field : permit.levels().keySet()) {
            boolean isFile = isFile(definition, field);
            if (isFile || !usable.contains(field)) {
                levels.remove(field);
            }
            if (isFile || record.has(field) && !usable.contains(field)) {
                notKept.add(field);
            }
        }
        var shown =
                disclose(record, definition, purpose, new Decision.Permit(permit.policy(), levels, permit.withheld()));
        var withheld = new ArrayList<>(shown.withheld());
        notKept.forEach(field -> withheld.add(new Disclosure.Withheld(field, "not_kept")));
        withheld.sort(Comparator.comparing(Disclosure.Withheld::field));
        return new Disclosure(shown.id(), shown.version(), shown.fields(), withheld, Optional.empty());
    }

    private static boolean isFile(CollectionDefinition definition, String field) {
        return definition
                .field(field)
                .filter(known -> known.type() == FieldType.FILE)
                .isPresent();
    }

    String open(OpenedRecord record, String field) {
        return record.open(sealer, field);
    }

    /// INVARIANT: whoever may see a file sees its description, and nobody ever its key.
    private static Disclosure.Shown clear(FieldDefinition field, String value) {
        return switch (field.type()) {
            case FILE -> new Disclosure.Shown(FileDescription.parse(value).shown(), true, Level.CLEAR);
            case JSON -> new Disclosure.Shown(value, true, Level.CLEAR);
            default -> new Disclosure.Shown(value, false, Level.CLEAR);
        };
    }

    /// A file's description is all or nothing, since its key stands in it.
    private static String partial(FieldDefinition field, String value) {
        return field.type() == FieldType.FILE ? Mask.HIDDEN_VALUE : field.mask().mask(value);
    }

    /// @throws dev.strongroom.core.crypto.DoesNotOpen if a file's description is none
    static Disclosure.Shown show(FieldDefinition field, Level level, String value) {
        return switch (level) {
            case CLEAR -> clear(field, value);
            case PARTIAL -> new Disclosure.Shown(partial(field, value), false, level);
            case MASKED, NONE -> new Disclosure.Shown("****", false, Level.MASKED);
        };
    }
}
