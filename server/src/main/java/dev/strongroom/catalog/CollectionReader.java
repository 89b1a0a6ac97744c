package dev.strongroom.catalog;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a collection and its fields.
final class CollectionReader {

    private static final long FEWEST_SEARCHABLE_VALUES = 10_000;
    private static final Period LONGEST_HISTORY = Period.ofYears(10);

    private final Map<String, YamlNode> places;

    CollectionReader(Map<String, YamlNode> places) {
        this.places = places;
    }

    CollectionDefinition read(YamlNode.Scalar id, Section section) {
        places.put(id.text() + ".", id);
        var collection = new CollectionDefinition(
                id.text(),
                section.flag("customer"),
                section.localized("title"),
                retentionDuty(section),
                history(section),
                fields(id.text(), section));
        section.close();
        return collection;
    }

    private static Optional<RetentionDuty> retentionDuty(Section section) {
        return section.section(section.optional("retention_duty"), "retention_duty")
                .map(duty -> {
                    var read = new RetentionDuty(duty.period("keep"), duty.localized("law"));
                    duty.close();
                    return read;
                });
    }

    private static Optional<Period> history(Section section) {
        return section.optional("history").map(node -> {
            var period = section.period("history");
            if (!LocalDate.EPOCH.plus(period).isAfter(LocalDate.EPOCH.plus(LONGEST_HISTORY))) {
                return period;
            }
            section.findings().add(node, "catalog.history_too_long");
            return LONGEST_HISTORY;
        });
    }

    private Map<String, FieldDefinition> fields(String collection, Section section) {
        var fields = new LinkedHashMap<String, FieldDefinition>();
        section.section(section.required("fields"), "fields").ifPresent(declared -> {
            for (var entry : declared.identified()) {
                var id = entry.key();
                places.put(CatalogContent.place(collection, id.text()), id);
                if (id.text().equals(FieldDefinition.REFERENCE)) {
                    section.findings().add(id, "catalog.built_in_field", id.text());
                } else {
                    declared.section(Optional.of(entry.value()), id.text())
                            .ifPresent(field -> fields.put(id.text(), field(id.text(), field)));
                }
            }
        });
        return fields;
    }

    private static FieldDefinition field(String id, Section section) {
        var type = section.word(section.required("type"), "type", FieldType.class, FieldType.TEXT);
        var sensitivity =
                section.word(section.required("sensitivity"), "sensitivity", Sensitivity.class, Sensitivity.ORDINARY);
        var search = search(section, type, sensitivity);
        var field = new FieldDefinition(
                id,
                type,
                sensitivity,
                required(section, type),
                unique(section, search),
                mask(section, type),
                search,
                section.localized("title"),
                region(section, type),
                pattern(section, type));
        refuseFewValues(section, field);
        section.close();
        return field;
    }

    /// Which of a few values a record has can be counted in an index, keyed or not.
    private static void refuseFewValues(Section section, FieldDefinition field) {
        boolean isFew = field.pattern()
                .filter(CollectionReader::isPattern)
                .filter(pattern -> ValuePattern.of(pattern).fitsFewerThan(FEWEST_SEARCHABLE_VALUES))
                .isPresent();
        if (isFew && !field.search().isEmpty()) {
            section.findings().add(section.optional("search").orElse(section.node()), "catalog.search_few_values");
        }
    }

    private static Set<SearchKind> search(Section section, FieldType type, Sensitivity sensitivity) {
        var kinds = new HashSet<SearchKind>();
        for (var item : section.list(section.optional("search"), "search")) {
            var kind = section.text(Optional.of(item), "search")
                    .flatMap(word -> Words.constant(SearchKind.class, word.text()));
            if (kind.isEmpty()) {
                section.findings().add(item, "catalog.unknown_search", Words.all(SearchKind.class));
            } else if (!type.offers(kind.get())) {
                section.findings().add(item, "catalog.search_not_offered", Words.of(type), Words.of(kind.get()));
            } else if (sensitivity != Sensitivity.ORDINARY && !kind.get().fitsSensitiveFields()) {
                section.findings().add(item, "catalog.search_sensitive", Words.of(kind.get()));
            } else if (!kinds.add(kind.get())) {
                section.findings().add(item, "catalog.repeated_item", Words.of(kind.get()));
            }
        }
        return kinds;
    }

    private static boolean required(Section section, FieldType type) {
        boolean required = section.flag("required");
        if (required && type == FieldType.FILE) {
            section.findings().add(section.optional("required").orElse(section.node()), "catalog.required_file");
        }
        return required;
    }

    private static boolean unique(Section section, Set<SearchKind> search) {
        boolean unique = section.flag("unique");
        boolean isExact = search.contains(SearchKind.EXACT);
        if (unique && !isExact) {
            var at = section.optional("search").or(() -> section.optional("unique"));
            section.findings().add(at.orElse(section.node()), "catalog.unique_without_search");
        }
        return unique && isExact;
    }

    private static Mask mask(Section section, FieldType type) {
        var node = section.optional("mask");
        var mask = section.word(node, "mask", Mask.class, type.mask());
        if (mask != Mask.HIDDEN && mask != type.mask()) {
            section.findings().add(node.orElse(section.node()), "catalog.mask_unfit", Words.of(mask), Words.of(type));
        }
        return mask;
    }

    private static Optional<String> region(Section section, FieldType type) {
        var region = section.text(section.optional("region"), "region");
        region.ifPresent(given -> {
            if (type != FieldType.PHONE) {
                section.findings().add(given, "catalog.region_unfit", Words.of(type));
            } else if (!PhoneFormat.isRegion(given.text())) {
                section.findings().add(given, "catalog.unknown_region");
            }
        });
        return region.map(YamlNode.Scalar::text);
    }

    private static Optional<String> pattern(Section section, FieldType type) {
        var pattern = section.text(section.optional("pattern"), "pattern");
        pattern.ifPresent(given -> {
            if (!type.takesPattern()) {
                section.findings().add(given, "catalog.pattern_unfit", Words.of(type));
            } else if (!isPattern(given.text())) {
                section.findings().add(given, "catalog.bad_pattern");
            }
        });
        return pattern.map(YamlNode.Scalar::text);
    }

    private static boolean isPattern(String pattern) {
        try {
            return !ValuePattern.of(pattern).alternatives().isEmpty();
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
