package dev.strongroom.catalog;

import static dev.strongroom.catalog.CatalogFiles.errors;
import static dev.strongroom.catalog.CatalogFiles.placed;
import static dev.strongroom.catalog.CatalogFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every code is provoked once, at the place where a person has to look.
class CatalogErrorsTests {

    record Mistake(String yaml, String expected) {
        @Override
        public String toString() {
            return expected;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            mistake("strongroom-catalog: 1\n", "", "1:1 catalog.missing_key"),
            mistake("strongroom-catalog: 1", "strongroom-catalog: 2", "1:21 catalog.unknown_version"),
            mistake("name: {en: Small, zh-CN: 小}", "name: {en: Small}", "2:7 catalog.missing_key"),
            mistake("name: {en: Small, zh-CN: 小}", "name: Small", "2:7 catalog.not_a_mapping"),
            mistake("en: Small,", "en: \" \",", "2:12 catalog.not_a_text"),
            mistake("en: Small,", "en: ,", "2:11 catalog.not_a_text"),
            mistake("en: Small,", "en: [Small],", "2:12 catalog.not_a_text"),
            mistake("en: Small,", "en: Small, fr: Petit,", "2:19 catalog.unknown_key"),
            mistake("customer: true", "customer: yes", "4:3 catalog.no_customer", "5:15 catalog.not_true_or_false"),
            mistake("customer: true", "customer: \"true\"", "5:15 catalog.not_true_or_false"),
            mistake("customer: true", "customer: false", "4:3 catalog.no_customer"),
            mistake("customer: true\n", "Customer: true\n", "4:3 catalog.no_customer", "5:5 catalog.unknown_key"),
            mistake("  notes:\n", "  notes:\n    customer: true\n", "11:3 catalog.several_customers"),
            mistake(
                    "  notes:\n",
                    "  Notes:\n",
                    "11:3 catalog.not_an_identifier",
                    "24:7 catalog.unknown_collection",
                    "30:37 catalog.unknown_collection"),
            mistake(
                    "      phone: {type: phone,",
                    "      reference: {type: phone,",
                    "9:7 catalog.built_in_field",
                    "23:22 catalog.unknown_field",
                    "29:67 catalog.unknown_field"),
            mistake("type: phone", "type: telephone", "9:21 catalog.unknown_word"),
            mistake("{type: phone, ", "{", "9:14 catalog.missing_key"),
            mistake("电话}, sensitivity: ordinary", "电话}, sensitivity: secret", "9:72 catalog.unknown_word"),
            mistake(
                    "电话}, sensitivity: ordinary",
                    "电话}, sensitivity: ordinary, mask: stars",
                    "9:88 catalog.unknown_word"),
            mistake("电话}, sensitivity: ordinary", "电话}, sensitivity: ordinary, mask: email", "9:88 catalog.mask_unfit"),
            mistake(
                    "search: [exact]",
                    "search: [sounds_like]",
                    "8:88 catalog.unknown_search",
                    "29:93 catalog.field_not_searchable"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: sensitive, search: [between]",
                    "10:89 catalog.search_sensitive",
                    "17:3 catalog.sensitive_without_reason"),
            mistake(
                    "正文}, sensitivity: ordinary",
                    "正文}, sensitivity: ordinary, search: [exact], pattern: \"[A-F]|yes|no\\\\d{3}\"",
                    "15:87 catalog.search_few_values"),
            mistake("search: [exact]", "search: [exact, between]", "8:95 catalog.search_not_offered"),
            mistake("search: [exact]", "search: [exact, exact]", "8:95 catalog.repeated_item"),
            mistake(
                    "search: [exact]",
                    "search: exact",
                    "8:87 catalog.not_a_list",
                    "29:93 catalog.field_not_searchable"),
            mistake(
                    "search: [exact]",
                    "unique: true",
                    "8:87 catalog.unique_without_search",
                    "29:93 catalog.field_not_searchable"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: ordinary, search: [exact]",
                    "10:88 catalog.search_not_offered"),
            mistake(
                    "born: {type: date, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary",
                    "born: {type: file, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary, required: true",
                    "10:89 catalog.required_file"),
            mistake(
                    "born: {type: date, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary",
                    "born: {type: file, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary, search: [exact]",
                    "10:88 catalog.search_not_offered"),
            mistake(
                    "born: {type: date, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary",
                    "born: {type: file, title: {en: Born, zh-CN: 出生}, sensitivity: ordinary, mask: date",
                    "10:85 catalog.mask_unfit"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: ordinary, region: CN",
                    "10:87 catalog.region_unfit"),
            mistake(
                    "电话}, sensitivity: ordinary",
                    "电话}, sensitivity: ordinary, region: cn",
                    "9:90 catalog.unknown_region"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: ordinary, pattern: \"[0-9]\"",
                    "10:88 catalog.pattern_unfit"),
            mistake(
                    "正文}, sensitivity: ordinary",
                    "正文}, sensitivity: ordinary, pattern: \"(a+)+\"",
                    "15:88 catalog.bad_pattern"),
            mistake("keep: P1Y", "keep: 1 year", "13:28 catalog.not_a_period"),
            mistake("keep: P1Y", "keep: P0D", "13:28 catalog.not_a_period"),
            mistake("keep: P1Y", "keep: P-1Y", "13:28 catalog.not_a_period"),
            mistake("retention_duty:", "history: PT5H\n    retention_duty:", "13:14 catalog.not_a_period"),
            mistake("retention_duty:", "history: P0D\n    retention_duty:", "13:14 catalog.not_a_period"),
            mistake("retention_duty:", "history: true\n    retention_duty:", "13:14 catalog.not_a_period"),
            mistake("retention_duty:", "history: [P1D]\n    retention_duty:", "13:14 catalog.not_a_text"),
            mistake("retention_duty:", "history: P10Y1D\n    retention_duty:", "13:14 catalog.history_too_long"),
            mistake("retention_duty:", "history: P9Y13M\n    retention_duty:", "13:14 catalog.history_too_long"),
            mistake("retention_duty:", "history: P99999D\n    retention_duty:", "13:14 catalog.history_too_long"),
            mistake("retention: P2Y", "retention: PT5H", "21:16 catalog.not_a_period"),
            mistake("gdpr: consent", "gdpr: permission", "19:11 catalog.unknown_word"),
            mistake("pipl: consent", "pipl: contract", "20:11 catalog.unknown_word"),
            mistake("pipl: consent", "pipl: legitimate_interests", "20:11 catalog.pipl_has_no_legitimate_interests"),
            mistake("pipl: consent", "pipl: consent\n    gdpr_special: health", "21:19 catalog.unknown_word"),
            mistake("[name, phone, born]", "[name, phone, born, fax]", "23:35 catalog.unknown_field"),
            mistake("[name, phone, born]", "[name, phone, born, name]", "23:35 catalog.repeated_item"),
            mistake("notes: [body]", "notes: []", "24:14 catalog.covers_nothing", "30:53 catalog.grant_beyond_purpose"),
            mistake(
                    "notes: [body]",
                    "letters: [body]",
                    "24:7 catalog.unknown_collection",
                    "30:53 catalog.grant_beyond_purpose"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: sensitive",
                    "17:3 catalog.sensitive_without_reason"),
            mistake(
                    "出生}, sensitivity: ordinary",
                    "出生}, sensitivity: special",
                    "17:3 catalog.sensitive_without_reason",
                    "17:3 catalog.special_without_condition"),
            mistake("[name, phone, born]", "[name, born]", "29:67 catalog.grant_beyond_purpose"),
            mistake("  carer:\n", "  eraser:\n", "26:3 catalog.built_in_role"),
            mistake(
                    "  carer:\n",
                    "  customer_account:\n    customers: own\n",
                    "26:3 catalog.terms_of_customer_account"),
            mistake(
                    "  carer:\n",
                    "  customer_account:\n    hourly: {customers: 1, records: 1}\n",
                    "26:3 catalog.terms_of_customer_account"),
            mistake("  carer:\n", "  log-reader:\n", "26:3 catalog.not_an_identifier"),
            mistake(
                    "purpose: care, collection: people",
                    "purpose: cure, collection: people",
                    "29:19 catalog.unknown_purpose"),
            mistake(
                    "purpose: care, collection: people",
                    "purpose: care, collection: persons",
                    "29:37 catalog.unknown_collection"),
            mistake("name: clear", "name: full", "29:60 catalog.unknown_word"),
            mistake("name: clear", "name: none", "29:60 catalog.level_none"),
            mistake("name: clear", "nom: clear", "29:54 catalog.unknown_field"),
            mistake("search: [name]", "search: [phone]", "29:93 catalog.field_not_searchable"),
            mistake("search: [name]", "search: [fax]", "29:93 catalog.unknown_field"),
            mistake("search: [name]", "search: [reference]", "29:93 catalog.grant_beyond_purpose"),
            mistake("search: [name]", "search: [name, name]", "29:99 catalog.repeated_item"),
            mistake(
                    "collection: notes, fields: {body: masked}",
                    "collection: people, fields: {}",
                    "30:9 catalog.repeated_grant"),
            mistake("roles:\n", "rolls:\n", "25:1 catalog.unknown_key"),
            mistake("  care:\n", "  care:\n    title: {en: A, zh-CN: 甲}\n", "19:5 catalog.repeated_key"),
            mistake("name: {en: Small", "? [a, b]\n: c\nname: {en: Small", "2:3 catalog.key_not_text"),
            mistake("name: {en: Small", "name: &a {en: Small", "2:7 catalog.anchor"),
            mistake("en: Small", "en: !!str Small", "2:12 catalog.tag"));

    private static final List<Mistake> UNCOVERED = List.of(twoEdits(
            "sensitivity: ordinary}\n  notes",
            "sensitivity: ordinary, required: true}\n  notes",
            "[name, phone, born]",
            "[name, phone]",
            "10:7 catalog.required_without_purpose"));

    /// Codes of files that are not a readable tree; provoked in HostileYamlTests.
    private static final List<String> UNREADABLE = List.of(
            "catalog.too_large",
            "catalog.not_utf8",
            "catalog.hidden_character",
            "catalog.empty",
            "catalog.not_yaml",
            "catalog.too_deep",
            "catalog.several_documents");

    private static final List<String> WARNINGS =
            List.of("catalog.field_without_purpose", "catalog.purpose_without_role");

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void read_oneMistake_isNamedWithItsPlace(Mistake mistake) {
        assertThat(String.join(", ", placed(errors(mistake.yaml)))).isEqualTo(mistake.expected);
    }

    @ParameterizedTest
    @FieldSource("UNCOVERED")
    void read_requiredFieldWithoutPurpose_isNamedWithItsPlace(Mistake mistake) {
        assertThat(String.join(", ", placed(errors(mistake.yaml)))).isEqualTo(mistake.expected);
    }

    @Test
    void everyCodeWithASentence_isProvokedByATest() {
        var provoked = Stream.concat(MISTAKES.stream(), UNCOVERED.stream())
                .flatMap(mistake -> Stream.of(mistake.expected.split(", ")))
                .map(placed -> placed.substring(placed.indexOf(' ') + 1));
        var ofTerms = Stream.concat(RoleTermsTests.OF_ROLES.stream(), RoleTermsTests.OF_PURPOSES.stream())
                .map(RoleTermsTests.Mistake::code);
        var all = Stream.of(provoked, ofTerms, UNREADABLE.stream(), WARNINGS.stream())
                .flatMap(codes -> codes);
        var sentences =
                CatalogMessages.bundle(Locale.ENGLISH).keySet().stream().filter(key -> key.startsWith("catalog."));
        assertThat(all.distinct().sorted().toList())
                .isEqualTo(sentences.distinct().sorted().toList());
    }

    @Test
    void read_severalMistakes_reportsThemAllInTheOrderOfTheFile() {
        var yaml = CatalogFiles.replace(with("gdpr: consent", "gdpr: ask"), "type: name", "type: names");
        assertThat(placed(errors(yaml))).containsExactly("8:20 catalog.unknown_word", "19:11 catalog.unknown_word");
    }

    @Test
    void read_thousandMistakes_keepsTwoHundred() {
        var many = Stream.iterate(0, i -> i + 1)
                .limit(1000)
                .map(i -> "k" + i + ": 1\n")
                .collect(Collectors.joining());
        assertThat(errors(CatalogFiles.SMALL + many)).hasSize(CatalogErrors.MOST_ERRORS);
    }

    @Test
    void message_namesWhatIsWrongInBothLanguages() {
        var error =
                errors(with("[name, phone, born]", "[name, phone, born, fax]")).getFirst();
        assertThat(error.message(Locale.UK))
                .isEqualTo("There is no field 'fax' in 'people'. Check the spelling or declare it.");
        assertThat(error.message(Locale.SIMPLIFIED_CHINESE)).startsWith("“people”中没有字段“fax”");
    }

    @Test
    void message_nameThatLooksLikeAPlaceholder_isNotReplaced() {
        var error = new CatalogError(1, 1, "catalog.unknown_field", List.of("{1}", "x"));
        assertThat(error.message(Locale.ENGLISH)).contains("'{1}' in 'x'");
    }

    @Test
    void message_longName_isShortened() {
        var error = errors(CatalogFiles.SMALL + "a".repeat(500) + ": 1\n").getFirst();
        assertThat(error.message(Locale.ENGLISH).length()).isLessThan(140);
    }

    @Test
    void messages_haveTheSameKeysAndPlaceholdersInBothLanguages() {
        assertThat(placeholders(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo(placeholders(Locale.ENGLISH))
                .hasSizeGreaterThan(80);
    }

    private static Map<String, List<String>> placeholders(Locale locale) {
        var file = locale.equals(Locale.ENGLISH) ? "catalog.properties" : "catalog_zh_CN.properties";
        var sentences = new Properties();
        try (var in = new InputStreamReader(
                Objects.requireNonNull(CatalogErrorsTests.class.getResourceAsStream("/messages/" + file)),
                StandardCharsets.UTF_8)) {
            sentences.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sentences.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> Pattern.compile("\\{\\d}")
                                .matcher(sentences.getProperty(key))
                                .results()
                                .map(MatchResult::group)
                                .sorted()
                                .toList()));
    }

    private static Mistake mistake(String text, String replacement, String... expected) {
        return new Mistake(with(text, replacement), String.join(", ", expected));
    }

    private static Mistake twoEdits(String text, String to, String other, String otherTo, String expected) {
        return new Mistake(CatalogFiles.replace(with(text, to), other, otherTo), expected);
    }
}
