package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Numbers come from the standards' own examples and from test ranges; none belongs to a person.
class FieldTypeTests {

    @ParameterizedTest
    @CsvSource({
        "TEXT, ' A-17 ', A-17",
        "NAME, ' Ada   Lovelace ', Ada Lovelace",
        "EMAIL, Info@EXAMPLE.org, Info@example.org",
        "EMAIL, a.b+c@sub.example.co.uk, a.b+c@sub.example.co.uk",
        "EMAIL, 用户@例子.中国, 用户@例子.中国",
        "EMAIL, x@xn--fsqu00a.xn--fiqs8s, x@例子.中国",
        "PHONE, 13800005678, +8613800005678",
        "PHONE, +86 138-0000-5678, +8613800005678",
        "PHONE, '+44 20 7946 0958', +442079460958",
        "PHONE, 010 8888 6666, +861088886666",
        "DATE, 2024-02-29, 2024-02-29",
        "AMOUNT, 12.5 CNY, 12.50 CNY",
        "AMOUNT, -9999999999999999.99 CNY, -9999999999999999.99 CNY",
        "AMOUNT, 999999999999999999 JPY, 999999999999999999 JPY",
        "AMOUNT, 0 EUR, 0.00 EUR",
        "AMOUNT, -0.00 EUR, 0.00 EUR",
        "AMOUNT, -3 JPY, -3 JPY",
        "AMOUNT, 1.234 KWD, 1.234 KWD",
        "NATIONAL_ID, 11010519491231002x, 11010519491231002X",
        "CARD, 4242 4242 4242 4242, 4242424242424242",
        "CARD, 3782-822463-10005, 378282246310005",
        "IBAN, gb82 west 1234 5698 7654 32, GB82WEST12345698765432",
        "IBAN, DE89370400440532013000, DE89370400440532013000",
        "IP, 192.0.2.1, 192.0.2.1",
        "IP, 2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "IP, ::ffff:192.0.2.1, 192.0.2.1",
        "IP, 2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "IP, 2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "IP, '::', '::'"
    })
    void canonical_value_isStoredInOneForm(FieldType type, String written, String canonical) {
        assertThat(canonical(type, written)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAME | 12345",
                "NAME | ---",
                "EMAIL | plain",
                "EMAIL | @example.org",
                "EMAIL | a@",
                "EMAIL | a@localhost",
                "EMAIL | a b@example.org",
                "EMAIL | a..b@example.org",
                "EMAIL | .a@example.org",
                "EMAIL | a.@example.org",
                "EMAIL | a@b@example.org",
                "EMAIL | '\"a\"@example.org'",
                "EMAIL | a@[192.0.2.1]",
                "EMAIL | a@192.0.2.1",
                "EMAIL | a@-example.org",
                "EMAIL | a@example-.org",
                "EMAIL | a@example..org",
                "EMAIL | a@example.org.",
                "EMAIL | a@exa_mple.org",
                "EMAIL | <a@example.org>",
                "EMAIL | a@example.o",
                "EMAIL | a,b@example.org",
                "PHONE | 12",
                "PHONE | 1-800-FLOWERS",
                "PHONE | +86 138 0000 5678 ext 9",
                "PHONE | +999 12345678",
                "PHONE | 138000056789999",
                "PHONE | tel:+8613800005678",
                "PHONE | ++8613800005678",
                "PHONE | 0",
                "DATE | 2023-02-29",
                "DATE | 2024-13-01",
                "DATE | 2024-00-10",
                "DATE | 2024-1-1",
                "DATE | 0000-01-01",
                "DATE | 20240101",
                "DATE | +12024-01-01",
                "DATE | -2024-01-01",
                "DATE | 2024-01-01T00:00",
                "DATE | 01/02/2024",
                "DATE | ２０２４-01-01",
                "AMOUNT | 12.50",
                "AMOUNT | CNY 12.50",
                "AMOUNT | 12.505 CNY",
                "AMOUNT | 12,50 CNY",
                "AMOUNT | 1e3 CNY",
                "AMOUNT | 012 CNY",
                "AMOUNT | .5 CNY",
                "AMOUNT | 5. CNY",
                "AMOUNT | 1.5 JPY",
                "AMOUNT | 1 ABC",
                "AMOUNT | 1 cny",
                "AMOUNT | 1  CNY",
                "AMOUNT | +1 CNY",
                "AMOUNT | 1 XAU",
                "AMOUNT | 1 XXX",
                "AMOUNT | 1234567890123456789 CNY",
                "AMOUNT | 12345678901234567 CNY",
                "AMOUNT | -1234567890123456.789 BHD",
                "NATIONAL_ID | 110105194912310021",
                "NATIONAL_ID | 11010519491231002",
                "NATIONAL_ID | 1101051949123100290",
                "NATIONAL_ID | 11010519491331002X",
                "NATIONAL_ID | 110105194912310X02",
                "NATIONAL_ID | 990105194912310020",
                "NATIONAL_ID | 11010519490229002X",
                "NATIONAL_ID | 110105491231002",
                "NATIONAL_ID | １１０１０５１９４９１２３１００２X",
                "CARD | 4242424242424241",
                "CARD | 42424242424",
                "CARD | 42424242424242424242",
                "CARD | 0000000000000000",
                "CARD | 4242--4242424242 42",
                "CARD | 4242.4242.4242.4242",
                "CARD | ４２４２424242424242",
                "CARD | -4242424242424242",
                "IBAN | GB82WEST12345698765433",
                "IBAN | DE00370400440532013000",
                "IBAN | DE89",
                "IBAN | 89DE370400440532013000",
                "IBAN | DE89-3704-0044-0532-0130-00",
                "IBAN | DE8937040044053201300Ö",
                "IP | 192.0.2",
                "IP | 192.0.2.256",
                "IP | 192.0.2.01",
                "IP | 0x7f.0.0.1",
                "IP | 2130706433",
                "IP | localhost",
                "IP | example.org",
                "IP | 192.0.2.1/24",
                "IP | 192.0.2.1:80",
                "IP | fe80::1%eth0",
                "IP | [::1]",
                "IP | 1::2::3",
                "IP | 12345::",
                "IP | :1",
                "IP | ::1.2.3",
                "IP | ':::'",
                "IP | 1:2:3:4:5:6:7:8:9"
            })
    void canonical_otherValue_isRefusedWithTheCodeOfItsType(FieldType type, String written) {
        var refused = catchThrowableOfType(InvalidValue.class, () -> canonical(type, written));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo("value.not_a" + article(type) + Words.of(type));
        assertThat(refused.getMessage()).isEqualTo(refused.code());
        assertThat(refused.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"JSON", "FILE"})
    void canonical_anythingButAString_hasTheWrongType(FieldType type) {
        for (var json : new String[] {"1", "1.5", "true", "null", "[]", "{}", "[\"a\"]"}) {
            assertRefused(type, json, "value.wrong_type");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"JSON", "FILE"})
    void canonical_emptyOrUnseen_isRefused(FieldType type) {
        assertRefused(type, "\"\"", "value.empty");
        assertRefused(type, "\" \\n \"", "value.empty");
        for (var hidden : new String[] {
            "\\u0000", "\\u0007", "\\t", "\\u001b", "\\ud800", "\\udc00", "\\u202e", "\\u2066", "\\ufeff", "\\u2028",
            "\\ufffe"
        }) {
            assertRefused(type, "\"a" + hidden + "b\"", "value.forbidden_character");
        }
    }

    @ParameterizedTest
    @CsvSource({"TEXT, 10000", "ADDRESS, 1000", "NAME, 200"})
    void canonical_lengthLimit_countsCharactersNotCodeUnits(FieldType type, int most) {
        assertThat(canonical(type, "𠮷".repeat(most))).hasSize(2 * most);
        assertRefused(type, '"' + "a".repeat(most + 1) + '"', "value.too_long");
    }

    @Test
    void canonical_longEmail_isRefused() {
        var domain = "a.".repeat(60) + "example.org";
        assertThat(canonical(FieldType.EMAIL, "a".repeat(64) + "@" + domain)).contains("@");
        assertRefused(FieldType.EMAIL, '"' + "a".repeat(65) + "@example.org\"", "value.not_an_email");
        assertRefused(FieldType.EMAIL, "\"a@" + "a.".repeat(130) + "org\"", "value.not_an_email");
    }

    @Test
    void canonical_linesInTextAndAddress_endInLineFeeds() {
        assertThat(canonical(FieldType.TEXT, "a\r\nb")).isEqualTo("a\nb");
        assertThat(canonical(FieldType.TEXT, "a\u200eb\u200dc")).isEqualTo("a\u200eb\u200dc");
        assertThat(canonical(FieldType.ADDRESS, "a\nb")).isEqualTo("a\nb");
        assertRefused(FieldType.NAME, "\"a\\nb\"", "value.forbidden_character");
        assertRefused(FieldType.TEXT, "\"a\\rb\"", "value.forbidden_character");
    }

    @Test
    void canonical_phoneWithoutRegion_needsTheCountryCode() {
        var field = Fields.of(FieldType.PHONE);
        assertThat(field.canonical(JsonMapper.shared().readTree("\"+8613800005678\"")))
                .isEqualTo("+8613800005678");
        assertThatThrownBy(() -> field.canonical(JsonMapper.shared().readTree("\"13800005678\"")))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void canonical_pattern_replacesTheChineseRulesOfANationalId() {
        var field = Fields.withPattern(FieldType.NATIONAL_ID, "[A-Z]{2}[0-9]{6}[A-D]");
        assertThat(field.canonical(JsonMapper.shared().readTree("\"qq123456c\"")))
                .isEqualTo("QQ123456C");
        assertThatThrownBy(() -> field.canonical(JsonMapper.shared().readTree("\"11010519491231002X\"")))
                .hasMessage("value.not_a_national_id");
    }

    @Test
    void canonical_textOutsideItsPattern_isRefused() {
        var field = Fields.withPattern(FieldType.TEXT, "A-\\d+");
        assertThat(field.canonical(JsonMapper.shared().readTree("\"A-17\""))).isEqualTo("A-17");
        assertThatThrownBy(() -> field.canonical(JsonMapper.shared().readTree("\"B-17\"")))
                .hasMessage("value.not_in_pattern");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b\":1,\"a\":[true,null,\"中\"]}", "\"text\"", "12.5", "false", "[]"})
    void canonical_json_isCompactAndKeepsOrder(String json) {
        var spaced = json.replace(",", " , ").replace(":", " : ");
        assertThat(json(spaced)).isEqualTo(json);
    }

    @Test
    void canonical_json_refusesNullTooMuchAndBrokenCharacters() {
        assertRefused(FieldType.JSON, "null", "value.empty");
        assertRefused(FieldType.JSON, '"' + "中".repeat(22_000) + '"', "value.too_long");
        assertRefused(FieldType.JSON, "{\"a\":\"\\ud800\"}", "value.forbidden_character");
        assertThat(json('"' + "a".repeat(65_534) + '"')).hasSize(65_536);
        assertRefused(FieldType.JSON, '"' + "a".repeat(65_535) + '"', "value.too_long");
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL, Info@Example.org, iNFO@eXAMPLE.ORG",
        "EMAIL, ｉｎｆｏ@example.org, info@example.org",
        "EMAIL, x@例子.中国, x@xn--fsqu00a.xn--fiqs8s",
        "EMAIL, é@example.org, 'e\u0301@example.org'",
        "NAME, Ada  LOVELACE, ada lovelace",
        "NAME, Ａｄａ, ada",
        "NAME, Straße, STRASSE",
        "NAME, ΣΟΦΟΣ, σοφος",
        "NAME, '李\u3000时珍', 李 时珍",
        "NAME, 'Ada\u200e', Ada",
        "PHONE, 138 0000 5678, +8613800005678",
        "CARD, 4242-4242-4242-4242, 4242424242424242",
        "IBAN, gb82west12345698765432, GB82 WEST 1234 5698 7654 32",
        "NATIONAL_ID, 11010519491231002x, 11010519491231002X",
        "IP, 2001:db8::1, 2001:0DB8:0:0::0001",
        "IP, ::ffff:c000:201, 192.0.2.1",
        "TEXT, é, 'e\u0301'"
    })
    void normalised_sameThingWrittenTwice_isEqual(FieldType type, String one, String other) {
        assertThat(type.normalised(canonical(type, one))).isEqualTo(type.normalised(canonical(type, other)));
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, a1, A1",
        "NAME, Ada, Ida",
        "EMAIL, a.b@example.org, ab@example.org",
        "IP, ::1, 0.0.0.1",
        "EMAIL, a+b@example.org, a@example.org"
    })
    void normalised_differentThings_differ(FieldType type, String one, String other) {
        assertThat(type.normalised(canonical(type, one))).isNotEqualTo(type.normalised(canonical(type, other)));
    }

    @Test
    void normalised_ip_isItsBytes() {
        assertThat(FieldType.IP.normalised("192.0.2.1")).isEqualTo(new byte[] {(byte) 192, 0, 2, 1});
        assertThat(FieldType.IP.normalised("2001:db8::1")).hasSize(16);
    }

    @Test
    void canonical_ofAFile_takesNoJson() {
        for (var json : new String[] {"\"a\"", "\"\"", "1", "null", "{}", "{\"size\": 1}"}) {
            assertRefused(FieldType.FILE, json, "value.is_a_file");
        }
    }

    @Test
    void exactSearch_isOfferedWhereValuesAreMany() {
        assertThat(Arrays.stream(FieldType.values()).filter(type -> !type.offers(SearchKind.EXACT)))
                .containsExactlyInAnyOrder(
                        FieldType.DATE, FieldType.AMOUNT, FieldType.JSON, FieldType.ADDRESS, FieldType.FILE);
    }

    @Test
    void everyValueCode_hasASentenceInBothLanguages() {
        for (var code : CatalogMessages.bundle(Locale.ENGLISH).keySet()) {
            if (code.startsWith("value.")) {
                var invalid = new InvalidValue(code);
                assertThat(invalid.message(Locale.ENGLISH)).isNotBlank().doesNotContain("{");
                assertThat(invalid.message(Locale.CHINA)).matches("(?s).*\\p{IsHan}.*");
            }
        }
    }

    private static String article(FieldType type) {
        return switch (type) {
            case EMAIL, AMOUNT, IBAN, IP -> "n_";
            default -> "_";
        };
    }

    private static void assertRefused(FieldType type, String json, String code) {
        assertThatThrownBy(() -> Fields.of(type).canonical(JsonMapper.shared().readTree(json)))
                .isInstanceOf(InvalidValue.class)
                .hasMessage(code);
    }

    private static String canonical(FieldType type, String text) {
        return Fields.inChina(type).canonical(JsonMapper.shared().valueToTree(text));
    }

    private static String json(String json) {
        var canonical = Fields.of(FieldType.JSON).canonical(JsonMapper.shared().readTree(json));
        assertThat(FieldType.JSON.normalised(canonical)).isEqualTo(canonical.getBytes(StandardCharsets.UTF_8));
        return canonical;
    }
}
