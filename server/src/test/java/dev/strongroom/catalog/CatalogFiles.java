package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Catalog files for tests: the samples, and a small one that tests change by replacing text.
final class CatalogFiles {

    static final String SMALL = """
            strongroom-catalog: 1
            name: {en: Small, zh-CN: 小}
            collections:
              people:
                customer: true
                title: {en: People, zh-CN: 人}
                fields:
                  name: {type: name, title: {en: Name, zh-CN: 姓名}, sensitivity: ordinary, search: [exact]}
                  phone: {type: phone, title: {en: Phone, zh-CN: 电话}, sensitivity: ordinary}
                  born: {type: date, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary}
              notes:
                title: {en: Notes, zh-CN: 记录}
                retention_duty: {keep: P1Y, law: {en: A law, zh-CN: 某法}}
                fields:
                  body: {type: text, title: {en: Body, zh-CN: 正文}, sensitivity: ordinary}
            purposes:
              care:
                title: {en: Care, zh-CN: 照顾}
                gdpr: consent
                pipl: consent
                retention: P2Y
                covers:
                  people: [name, phone, born]
                  notes: [body]
            roles:
              carer:
                title: {en: Carer, zh-CN: 照顾者}
                grants:
                  - {purpose: care, collection: people, fields: {name: clear, phone: partial}, search: [name]}
                  - {purpose: care, collection: notes, fields: {body: masked}}
            """;

    private CatalogFiles() {}

    static Catalog read(String yaml) {
        return Catalog.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// The small catalog with one text replaced, which has to be there.
    static String with(String text, String replacement) {
        return replace(SMALL, text, replacement);
    }

    static String replace(String yaml, String text, String replacement) {
        assertThat(yaml).contains(text);
        return yaml.replaceFirst(Pattern.quote(text), Matcher.quoteReplacement(replacement));
    }

    static List<CatalogError> errors(byte[] yaml) {
        var refused = catchThrowableOfType(CatalogErrors.class, () -> Catalog.read(yaml));
        return refused == null ? List.of() : refused.errors();
    }

    static List<CatalogError> errors(String yaml) {
        return errors(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// `line:column code` of each error.
    static List<String> placed(List<CatalogError> errors) {
        return errors.stream()
                .map(error -> error.line() + ":" + error.column() + " " + error.code())
                .toList();
    }

    static Catalog sample(String name) {
        return Catalog.read(sampleBytes(name));
    }

    static byte[] sampleBytes(String name) {
        try (var in = CatalogFiles.class.getResourceAsStream("/samples/" + name + ".yaml")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
