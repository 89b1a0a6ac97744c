package dev.strongroom.catalog;

import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One mapping of the file, read key by key. Whatever is wrong goes to the findings and a stand-in is returned, so
/// that reading goes on; a catalog with findings is never used. [#close()] reports the keys that nobody asked for.
final class Section {

    static final LocalizedText NO_TEXT = new LocalizedText("-", "-");

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern PERIOD =
            Pattern.compile("P(?=[0-9])([0-9]{1,3}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?");

    private final YamlNode.Mapping mapping;
    private final Findings findings;
    private final Set<String> known = new HashSet<>();

    Section(YamlNode.Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    YamlNode.Mapping node() {
        return mapping;
    }

    Findings findings() {
        return findings;
    }

    Optional<YamlNode> optional(String key) {
        known.add(key);
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(YamlNode.Entry::value)
                .findFirst();
    }

    Optional<YamlNode> required(String key) {
        var value = optional(key);
        if (value.isEmpty()) {
            findings.add(mapping, "catalog.missing_key", key);
        }
        return value;
    }

    /// A text that is not blank.
    Optional<YamlNode.Scalar> text(Optional<YamlNode> node, String key) {
        return node.flatMap(value -> {
            if (value instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
                return Optional.of(scalar);
            }
            findings.add(value, "catalog.not_a_text", key);
            return Optional.empty();
        });
    }

    boolean flag(String key) {
        var scalar = text(optional(key), key);
        scalar.filter(value -> !value.plain() || !value.text().matches("true|false"))
                .ifPresent(value -> findings.add(value, "catalog.not_true_or_false", key));
        return scalar.filter(value -> value.text().equals("true")).isPresent();
    }

    /// A constant by its word; the stand-in if there is none or another word.
    <E extends Enum<E>> E word(Optional<YamlNode> node, String key, Class<E> type, E standIn) {
        return text(node, key)
                .flatMap(scalar -> known(scalar, key, type, word -> Words.constant(type, word)))
                .orElse(standIn);
    }

    private <E extends Enum<E>> Optional<E> known(
            YamlNode.Scalar scalar, String key, Class<E> type, Function<String, Optional<E>> lookup) {
        var constant = lookup.apply(scalar.text());
        if (constant.isEmpty()) {
            findings.add(scalar, "catalog.unknown_word", scalar.text(), key, Words.all(type));
        }
        return constant;
    }

    Optional<Section> section(Optional<YamlNode> node, String key) {
        return node.flatMap(value -> {
            if (value instanceof YamlNode.Mapping inner) {
                return Optional.of(new Section(inner, findings));
            }
            findings.add(value, "catalog.not_a_mapping", key);
            return Optional.empty();
        });
    }

    List<YamlNode> list(Optional<YamlNode> node, String key) {
        return node.map(value -> {
                    if (value instanceof YamlNode.Sequence sequence) {
                        return sequence.items();
                    }
                    findings.add(value, "catalog.not_a_list", key);
                    return List.<YamlNode>of();
                })
                .orElse(List.of());
    }

    /// A text in both languages, `{en: ..., zh-CN: ...}`.
    LocalizedText localized(String key) {
        return localized(required(key), key).orElse(NO_TEXT);
    }

    Optional<LocalizedText> localized(Optional<YamlNode> node, String key) {
        return section(node, key).flatMap(inner -> {
            var en = inner.text(inner.required("en"), "en");
            var zh = inner.text(inner.required("zh-CN"), "zh-CN");
            inner.close();
            return en.flatMap(first -> zh.map(second ->
                    new LocalizedText(first.text().strip(), second.text().strip())));
        });
    }

    /// A positive ISO 8601 period of days or longer.
    Period period(String key) {
        return text(required(key), key)
                .flatMap(scalar -> {
                    var matches = PERIOD.matcher(scalar.text()).matches();
                    var period = matches ? Period.parse(scalar.text()) : Period.ZERO;
                    if (period.isZero()) {
                        findings.add(scalar, "catalog.not_a_period", key);
                    }
                    return Optional.of(period).filter(given -> !given.isZero());
                })
                .orElse(Period.ofDays(1));
    }

    /// The entries whose keys are identifiers. All keys count as known.
    List<YamlNode.Entry> identified() {
        mapping.entries().forEach(entry -> known.add(entry.key().text()));
        return mapping.entries().stream()
                .filter(entry -> isIdentifier(entry.key()))
                .toList();
    }

    private boolean isIdentifier(YamlNode.Scalar key) {
        boolean valid = IDENTIFIER.matcher(key.text()).matches();
        if (!valid) {
            findings.add(key, "catalog.not_an_identifier", key.text());
        }
        return valid;
    }

    void close() {
        mapping.entries().stream()
                .map(YamlNode.Entry::key)
                .filter(key -> !known.contains(key.text()))
                .forEach(key -> findings.add(key, "catalog.unknown_key", key.text()));
    }
}
