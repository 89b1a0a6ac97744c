package dev.strongroom.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a purpose, its legal bases and the fields it covers.
final class PurposeReader {

    private static final String LEGITIMATE_INTERESTS = Words.of(GdprBasis.LEGITIMATE_INTERESTS);

    private final Map<String, CollectionDefinition> collections;
    private final Map<String, YamlNode> places;

    PurposeReader(Map<String, CollectionDefinition> collections, Map<String, YamlNode> places) {
        this.collections = collections;
        this.places = places;
    }

    Purpose read(YamlNode.Scalar id, Section section) {
        places.put(id.text(), id);
        var covers = covers(section);
        var purpose = new Purpose(
                id.text(),
                section.localized("title"),
                section.word(section.required("gdpr"), "gdpr", GdprBasis.class, GdprBasis.CONSENT),
                pipl(section),
                section.period("retention"),
                covers,
                section.localized(section.optional("sensitive_because"), "sensitive_because"),
                special(section),
                access(section),
                approvals(section),
                RoleTermsReader.words(section, "refused_for"));
        sensitiveFieldsHaveReasons(id, section, purpose);
        section.close();
        return purpose;
    }

    private static PiplBasis pipl(Section section) {
        var node = section.required("pipl");
        var legitimate = node.filter(value ->
                value instanceof YamlNode.Scalar scalar && scalar.text().equals(LEGITIMATE_INTERESTS));
        if (legitimate.isPresent()) {
            section.findings().add(legitimate.get(), "catalog.pipl_has_no_legitimate_interests");
            return PiplBasis.CONSENT;
        }
        return section.word(node, "pipl", PiplBasis.class, PiplBasis.CONSENT);
    }

    private static Optional<GdprSpecialCondition> special(Section section) {
        var node = section.optional("gdpr_special");
        var standIn = GdprSpecialCondition.EXPLICIT_CONSENT;
        return node.map(given -> section.word(node, "gdpr_special", GdprSpecialCondition.class, standIn));
    }

    private static PurposeAccess access(Section section) {
        var node = section.optional("access");
        return node.map(given -> section.word(node, "access", PurposeAccess.class, PurposeAccess.ALWAYS))
                .orElse(PurposeAccess.ALWAYS);
    }

    private static int approvals(Section section) {
        var node = section.text(section.optional("approvals"), "approvals");
        var given = node.filter(scalar -> scalar.text().matches("[1-5]"));
        node.filter(scalar -> given.isEmpty() || access(section) != PurposeAccess.APPROVED)
                .ifPresent(scalar -> section.findings().add(scalar, "catalog.approvals"));
        return given.map(scalar -> Integer.parseInt(scalar.text())).orElse(1);
    }

    private Map<String, Set<String>> covers(Section section) {
        var covers = new LinkedHashMap<String, Set<String>>();
        section.section(section.required("covers"), "covers").ifPresent(inner -> {
            for (var entry : inner.identified()) {
                var collection = collections.get(entry.key().text());
                if (collection == null) {
                    section.findings()
                            .add(
                                    entry.key(),
                                    "catalog.unknown_collection",
                                    entry.key().text());
                } else {
                    covers.put(collection.id(), fields(inner, entry, collection));
                }
            }
            if (inner.node().entries().isEmpty()) {
                section.findings().add(inner.node(), "catalog.covers_nothing");
            }
        });
        return covers;
    }

    private static Set<String> fields(Section section, YamlNode.Entry entry, CollectionDefinition collection) {
        var fields = new LinkedHashSet<String>();
        var key = entry.key().text();
        var items = section.list(Optional.of(entry.value()), key);
        for (var item : items) {
            section.text(Optional.of(item), key).ifPresent(name -> {
                if (collection.field(name.text()).isEmpty()) {
                    section.findings().add(name, "catalog.unknown_field", name.text(), key);
                } else if (!fields.add(name.text())) {
                    section.findings().add(name, "catalog.repeated_item", name.text());
                }
            });
        }
        if (items.isEmpty() && entry.value() instanceof YamlNode.Sequence) {
            section.findings().add(entry.value(), "catalog.covers_nothing");
        }
        return fields;
    }

    /// PIPL Art. 28(2) and 30 ask for a specific purpose and necessity, GDPR Art. 9(2) for one of ten conditions.
    private void sensitiveFieldsHaveReasons(YamlNode.Scalar id, Section section, Purpose purpose) {
        if (covers(purpose, Sensitivity.SENSITIVE)
                && section.optional("sensitive_because").isEmpty()) {
            section.findings().add(id, "catalog.sensitive_without_reason", id.text());
        }
        if (covers(purpose, Sensitivity.SPECIAL)
                && section.optional("gdpr_special").isEmpty()) {
            section.findings().add(id, "catalog.special_without_condition", id.text());
        }
    }

    private boolean covers(Purpose purpose, Sensitivity least) {
        return collections.values().stream()
                .flatMap(collection -> collection.fields().values().stream()
                        .filter(field -> purpose.covers(collection.id(), field.id())))
                .anyMatch(field -> field.sensitivity().compareTo(least) >= 0);
    }
}
